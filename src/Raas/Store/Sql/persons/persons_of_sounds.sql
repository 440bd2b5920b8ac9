-- @K01 varchar(12), @K02 varchar(12), @K03 varchar(12), @K04 varchar(12), @K05 varchar(12), @K06 varchar(12), @K07 varchar(12),
-- @K08 varchar(12), @K09 varchar(12), @K10 varchar(12), @K11 varchar(12), @K12 varchar(12), @K13 varchar(12), @K14 varchar(12),
-- @K15 varchar(12), @K16 varchar(12), @FromDate int, @UntilDate int
-- Persons of some sounds and of birth dates as they are stored, or of whom no birth date is known; without those whose number gave way or
-- was cancelled. Each once, though they share several sounds. CROSS JOIN: SQLite then begins with the sounds.
SELECT p.Ssin, p.Register, p.LastName, p.FirstNames, p.BirthDate, p.BirthPlace, p.Gender, p.Nationalities, p.CivilState, p.Address,
       p.DeceaseDate, p.State, p.KnownSince
FROM (
    SELECT k.Ssin FROM person_name_key k
    WHERE k.NameKey IN (@K01, @K02, @K03, @K04, @K05, @K06, @K07, @K08, @K09, @K10, @K11, @K12, @K13, @K14, @K15, @K16)
      AND k.BirthDate >= @FromDate AND k.BirthDate <= @UntilDate
    UNION
    SELECT k.Ssin FROM person_name_key k
    WHERE k.NameKey IN (@K01, @K02, @K03, @K04, @K05, @K06, @K07, @K08, @K09, @K10, @K11, @K12, @K13, @K14, @K15, @K16)
      AND k.BirthDate = 0
) s
CROSS JOIN person p
WHERE p.Ssin = s.Ssin AND p.State = 1 AND NOT EXISTS (SELECT 1 FROM replacement r WHERE r.OldSsin = p.Ssin);
