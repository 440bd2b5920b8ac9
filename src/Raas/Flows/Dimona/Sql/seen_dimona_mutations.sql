-- @BatchId bigint
SELECT m.DeclarationId, m.HistoryNumber, m.Fingerprint
FROM stage_mutation s
JOIN dimona_mutation m ON m.DeclarationId = s.MutationId
WHERE s.BatchId = @BatchId;
