-- @BatchId bigint
SELECT p.Ssin FROM stage_key k JOIN person p ON p.Ssin = k.Ssin WHERE k.BatchId = @BatchId AND p.State = 2;
