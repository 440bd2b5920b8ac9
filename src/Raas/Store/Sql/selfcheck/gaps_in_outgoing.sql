-- no parameters
-- Flows in which a number is missing that no restart left out.
SELECT COUNT(*) FROM (
    SELECT Party, Flow FROM outgoing_file GROUP BY Party, Flow
    HAVING COUNT(*) + SUM(CASE WHEN RestartAfter IS NULL THEN 0 ELSE Number - RestartAfter - 1 END) <> MAX(Number)) AS flows;
