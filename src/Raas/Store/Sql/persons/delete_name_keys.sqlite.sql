-- @BatchId bigint
DELETE FROM person_name_key
WHERE (NameKey, BirthDate, Ssin) IN (SELECT s.NameKey, s.BirthDate, s.Ssin FROM stage_name_key s WHERE s.BatchId = @BatchId);
