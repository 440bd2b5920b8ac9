-- @From bigint
-- Walked along by the embedded store, see SqliteLookup.
SELECT Ssin, State, LastName, FirstNames, BirthDate, Gender FROM person WHERE Ssin >= @From ORDER BY Ssin;
