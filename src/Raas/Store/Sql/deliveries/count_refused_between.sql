-- @Since datetime2(3), @Until datetime2(3)
-- By lane; what cannot be read is of none.
SELECT Party, Flow AS Name, COUNT(*) AS Total FROM delivery
WHERE Decision = 'REFUSED' AND DecidedAt >= @Since AND DecidedAt < @Until AND Flow IS NOT NULL GROUP BY Party, Flow;
