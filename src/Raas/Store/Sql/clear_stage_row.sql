-- @BatchId bigint
DELETE FROM stage_row WHERE BatchId = @BatchId;
