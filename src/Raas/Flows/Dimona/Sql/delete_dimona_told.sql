-- @BatchId bigint, @Party bigint
DELETE FROM dimona_told WHERE Party = @Party AND DeclarationId IN (SELECT s.MutationId FROM stage_mutation s WHERE s.BatchId = @BatchId);
