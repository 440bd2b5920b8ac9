-- @BatchId bigint
-- By which mutation each of the staged numbers was cancelled, as far as the journal still knows.
SELECT c.Ssin, c.MutationId, c.Source, c.Date
FROM stage_key k JOIN person_change c ON c.Ssin = k.Ssin
WHERE k.BatchId = @BatchId AND c.DataGroup = 'CANCELLATION'
ORDER BY c.PersonChangeId;
