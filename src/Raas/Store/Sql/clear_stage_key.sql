-- @BatchId bigint
DELETE FROM stage_key WHERE BatchId = @BatchId;
