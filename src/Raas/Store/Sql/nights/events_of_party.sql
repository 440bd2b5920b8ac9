-- @Flow varchar(64), @Party bigint
-- In the order in which things happened. CROSS JOIN: SQLite then walks along the events and searches the rows of each; it would rather
-- read all rows of the institution.
SELECT e.CurrentSsin, e.EventNo, e.HolderSsin, e.Date, e.MutationId, e.Source, e.Kind, e.Content, i.DossierTypeId, i.BeginDate, i.EndDate
FROM night_event e
CROSS JOIN inscription i
WHERE e.Flow = @Flow AND i.Party = @Party AND i.Ssin = e.HolderSsin AND i.EndDate >= e.Date
ORDER BY e.EventNo, e.HolderSsin, i.DossierTypeId, i.BeginDate;
