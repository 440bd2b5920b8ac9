-- @BatchId bigint
DELETE FROM stage_name_key WHERE BatchId = @BatchId;
