-- @NameKey varchar(12), @FromDate int, @UntilDate int
-- Persons of a sound and of birth dates as they are stored; without those whose number gave way or was cancelled.
SELECT p.Ssin, p.Register, p.LastName, p.FirstNames, p.BirthDate, p.BirthPlace, p.Gender, p.Nationalities, p.CivilState, p.Address,
       p.DeceaseDate, p.State
FROM person_name_key k
CROSS JOIN person p
WHERE p.Ssin = k.Ssin AND k.NameKey = @NameKey AND k.BirthDate >= @FromDate AND k.BirthDate <= @UntilDate AND p.State = 1
  AND NOT EXISTS (SELECT 1 FROM replacement r WHERE r.OldSsin = p.Ssin);
