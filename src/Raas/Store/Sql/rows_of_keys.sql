-- @BatchId bigint, @Party bigint
SELECT i.Ssin, i.DossierTypeId, i.BeginDate, i.EndDate
FROM stage_key k
JOIN inscription i ON i.Party = @Party AND i.Ssin = k.Ssin
WHERE k.BatchId = @BatchId
ORDER BY i.Ssin, i.DossierTypeId, i.BeginDate;
