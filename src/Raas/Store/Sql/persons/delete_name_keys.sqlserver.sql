-- @BatchId bigint
DELETE k
FROM person_name_key k
JOIN stage_name_key s ON s.NameKey = k.NameKey AND s.BirthDate = k.BirthDate AND s.Ssin = k.Ssin
WHERE s.BatchId = @BatchId;
