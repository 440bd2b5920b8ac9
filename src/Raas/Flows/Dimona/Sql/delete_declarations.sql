-- @BatchId bigint
DELETE FROM dimona_declaration WHERE DeclarationId IN (SELECT s.MutationId FROM stage_mutation s WHERE s.BatchId = @BatchId);
