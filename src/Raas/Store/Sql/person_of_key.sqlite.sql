-- @Ssin bigint
SELECT r.CurrentSsin, COALESCE(p.State, 0), p.LastName, p.FirstNames, COALESCE(p.BirthDate, 0), COALESCE(p.Gender, 0)
FROM (SELECT @Ssin AS Ssin) k
LEFT JOIN replacement r ON r.OldSsin = k.Ssin
LEFT JOIN person p ON p.Ssin = COALESCE(r.CurrentSsin, k.Ssin);
