-- @BatchId bigint, @Source bigint
SELECT m.MutationId, m.Fingerprint
FROM stage_mutation s
JOIN person_mutation m ON m.Source = @Source AND m.MutationId = s.MutationId
WHERE s.BatchId = @BatchId;
