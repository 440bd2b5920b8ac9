-- @Party bigint, @Ssin bigint
SELECT t.Code, i.BeginDate, i.EndDate
FROM inscription i JOIN dossier_type t ON t.DossierTypeId = i.DossierTypeId
WHERE i.Party = @Party AND i.Ssin = @Ssin ORDER BY t.Code, i.BeginDate;
