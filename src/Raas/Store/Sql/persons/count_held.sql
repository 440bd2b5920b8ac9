-- @DueDate date, @Since datetime2(3)
-- What waits; and what waits since then or longer for a number that nobody has told us.
SELECT COUNT(*) AS Waiting, COALESCE(SUM(CASE WHEN DueDate <= @DueDate AND HeldAt <= @Since THEN 1 ELSE 0 END), 0) AS Overdue
FROM held_mutation WHERE State = 'HELD';
