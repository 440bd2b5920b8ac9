-- no parameters
-- Lanes in which the accepted numbers are not 1, 2, 3 … without a hole.
SELECT COUNT(*) FROM (
    SELECT Party, Flow FROM delivery WHERE Decision = 'ACCEPTED'
    GROUP BY Party, Flow HAVING COUNT(*) <> MAX(FileSequenceNumber)) AS lanes;
