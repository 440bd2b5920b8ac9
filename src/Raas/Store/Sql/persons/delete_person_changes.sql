-- @BusinessDate date
-- What was told before that day. Under which numbers somebody was known, and since when, is kept: the register as it was needs it.
DELETE FROM person_change
WHERE PersonChangeId <= (SELECT MAX(f.ThroughId) FROM night_flow f WHERE f.Flow = 'IDENTITY' AND f.BusinessDate < @BusinessDate)
  AND DataGroup NOT IN ('REPLACEMENT', 'CANCELLATION');
