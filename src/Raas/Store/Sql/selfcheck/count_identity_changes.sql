-- @FromId bigint, @ThroughId bigint
SELECT COUNT(*) FROM person_change
WHERE PersonChangeId > @FromId AND PersonChangeId <= @ThroughId AND DataGroup NOT IN ('REPLACEMENT', 'CANCELLATION');
