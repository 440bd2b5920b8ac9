-- @Since datetime2(3), @Until datetime2(3)
SELECT Decision AS Name, COUNT(*) AS Number FROM delivery WHERE DecidedAt >= @Since AND DecidedAt < @Until GROUP BY Decision;
