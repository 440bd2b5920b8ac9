-- @BatchId bigint
-- One line per staged number, in order: its current number, how that one stands, and its identity when it is to be compared.
SELECT k.Ssin, r.CurrentSsin, COALESCE(p.State, 0) AS State,
       CASE WHEN k.WantsIdentity = 1 THEN p.LastName END AS LastName,
       CASE WHEN k.WantsIdentity = 1 THEN p.FirstNames END AS FirstNames,
       COALESCE(p.BirthDate, 0) AS BirthDate, COALESCE(p.Gender, 0) AS Gender
FROM stage_key k
LEFT JOIN replacement r ON r.OldSsin = k.Ssin
LEFT JOIN person p ON p.Ssin = COALESCE(r.CurrentSsin, k.Ssin)
WHERE k.BatchId = @BatchId
ORDER BY k.Ssin;
