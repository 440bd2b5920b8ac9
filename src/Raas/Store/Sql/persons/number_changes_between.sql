-- @FromId bigint, @ThroughId bigint
SELECT PersonChangeId, Ssin, DataGroup, BeforeValue, AfterValue, Date, Source, MutationId
FROM person_change
WHERE PersonChangeId > @FromId AND PersonChangeId <= @ThroughId AND DataGroup IN ('REPLACEMENT', 'CANCELLATION')
ORDER BY PersonChangeId;
