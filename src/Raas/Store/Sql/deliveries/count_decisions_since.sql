-- @Since datetime2(3)
SELECT Decision AS Name, COUNT(*) AS Number FROM delivery WHERE DecidedAt >= @Since GROUP BY Decision;
