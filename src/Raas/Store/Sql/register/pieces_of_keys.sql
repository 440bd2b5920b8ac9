-- @BatchId bigint, @Party bigint
-- The pieces that stand under the staged numbers, and the current number of the one under which each was registered.
-- CROSS JOIN: SQLite then begins with the numbers.
SELECT m.HolderSsin, m.DossierTypeId, m.OriginSsin, COALESCE(r.CurrentSsin, m.OriginSsin) AS CurrentSsin, m.BeginDate, m.EndDate
FROM stage_key k
CROSS JOIN moved_row m
LEFT JOIN replacement r ON r.OldSsin = m.OriginSsin
WHERE k.BatchId = @BatchId AND m.Party = @Party AND m.HolderSsin = k.Ssin
ORDER BY m.HolderSsin, m.DossierTypeId, m.OriginSsin, m.BeginDate;
