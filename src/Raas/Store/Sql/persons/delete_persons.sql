-- @BatchId bigint
DELETE FROM person WHERE Ssin IN (SELECT k.Ssin FROM stage_key k WHERE k.BatchId = @BatchId);
