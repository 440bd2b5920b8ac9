-- @Since datetime2(3), @Until datetime2(3)
SELECT COALESCE(SUM(Registered), 0) AS Registered, COALESCE(SUM(Merged), 0) AS Merged, COALESCE(SUM(Unchanged), 0) AS Unchanged,
       COALESCE(SUM(Removed), 0) AS Removed, COALESCE(SUM(Shortened), 0) AS Shortened, COALESCE(SUM(Rejected), 0) AS Rejected
FROM delivery WHERE Decision = 'ACCEPTED' AND DecidedAt >= @Since AND DecidedAt < @Until;
