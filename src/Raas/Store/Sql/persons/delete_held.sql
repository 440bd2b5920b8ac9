-- @BatchId bigint
DELETE FROM held_mutation WHERE HeldId IN (SELECT s.MutationId FROM stage_mutation s WHERE s.BatchId = @BatchId);
