-- @BatchId bigint
DELETE FROM stage_piece WHERE BatchId = @BatchId;
