-- @From bigint, @Party bigint
-- Walked along by the embedded store, see SqliteLookup.
SELECT Ssin, DossierTypeId, BeginDate, EndDate FROM inscription WHERE Ssin >= @From AND Party = @Party
ORDER BY Ssin, DossierTypeId, BeginDate;
