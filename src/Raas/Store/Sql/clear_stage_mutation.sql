-- @BatchId bigint
DELETE FROM stage_mutation WHERE BatchId = @BatchId;
