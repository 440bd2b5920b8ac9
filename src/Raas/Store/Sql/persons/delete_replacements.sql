-- @BatchId bigint
DELETE FROM replacement WHERE OldSsin IN (SELECT k.Ssin FROM stage_key k WHERE k.BatchId = @BatchId);
