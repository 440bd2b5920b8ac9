-- no parameters
SELECT COUNT(*) FROM (
    SELECT Party, Flow FROM outgoing_file GROUP BY Party, Flow HAVING COUNT(*) <> MAX(Number)) AS flows;
