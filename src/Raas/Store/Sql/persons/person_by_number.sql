-- @Ssin bigint
-- The person who has this number now.
SELECT p.Ssin, p.Register, p.LastName, p.FirstNames, p.BirthDate, p.BirthPlace, p.Gender, p.Nationalities, p.CivilState, p.Address,
       p.DeceaseDate, p.State, p.KnownSince
FROM person p
WHERE p.Ssin = COALESCE((SELECT r.CurrentSsin FROM replacement r WHERE r.OldSsin = @Ssin), @Ssin);
