-- @BatchId bigint
SELECT p.Ssin, p.Register, p.LastName, p.FirstNames, p.BirthDate, p.BirthPlace, p.Gender, p.Nationalities, p.CivilState, p.Address,
       p.DeceaseDate, p.State, p.KnownSince
FROM stage_key k
JOIN person p ON p.Ssin = k.Ssin
WHERE k.BatchId = @BatchId;
