-- @Party bigint, @OriginSsin bigint
SELECT m.HolderSsin, t.Code, m.BeginDate, m.EndDate FROM moved_row m JOIN dossier_type t ON t.DossierTypeId = m.DossierTypeId
WHERE m.Party = @Party AND m.OriginSsin = @OriginSsin ORDER BY m.HolderSsin, t.Code, m.BeginDate;
