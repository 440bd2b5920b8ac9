-- @Since datetime2(3), @Until datetime2(3)
SELECT Party, COUNT(*) AS Deliveries, CAST(SUM(ReadCount) AS bigint) AS Records FROM delivery
WHERE Decision = 'ACCEPTED' AND DecidedAt >= @Since AND DecidedAt < @Until GROUP BY Party ORDER BY Party;
