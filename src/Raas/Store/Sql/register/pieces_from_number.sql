-- @Party bigint, @OriginSsin bigint
-- From the index to the pieces: SQLite would else walk along all of the party.
SELECT m.HolderSsin, t.Code, m.BeginDate, m.EndDate
FROM (SELECT HolderSsin, DossierTypeId, OriginSsin, BeginDate FROM moved_row WHERE Party = @Party AND OriginSsin = @OriginSsin) o
CROSS JOIN moved_row m
CROSS JOIN dossier_type t
WHERE m.Party = @Party AND m.HolderSsin = o.HolderSsin AND m.DossierTypeId = o.DossierTypeId AND m.OriginSsin = o.OriginSsin
  AND m.BeginDate = o.BeginDate AND t.DossierTypeId = m.DossierTypeId
ORDER BY m.HolderSsin, t.Code, m.BeginDate;
