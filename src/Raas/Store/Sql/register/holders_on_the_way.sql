-- @BatchId bigint, @Party bigint
-- Of the persons of the staged numbers: under which other numbers rows stand that the next night lets follow to the current one.
-- Either rows under a number that was replaced, or pieces of rows that were registered under one of the person's numbers. CROSS JOIN:
-- SQLite then begins with the numbers, not with all pieces of the party.
SELECT r.CurrentSsin, r.OldSsin AS HolderSsin, r.CurrentSsin AS CurrentOfHolder
FROM replacement r
WHERE r.CurrentSsin IN (SELECT COALESCE(x.CurrentSsin, k.Ssin)
                        FROM stage_key k LEFT JOIN replacement x ON x.OldSsin = k.Ssin
                        WHERE k.BatchId = @BatchId)
  AND EXISTS (SELECT 1 FROM inscription i WHERE i.Party = @Party AND i.Ssin = r.OldSsin)
UNION
SELECT r.CurrentSsin, m.HolderSsin, COALESCE(h.CurrentSsin, m.HolderSsin)
FROM replacement r
CROSS JOIN moved_row m
LEFT JOIN replacement h ON h.OldSsin = m.HolderSsin
WHERE m.Party = @Party AND m.OriginSsin = r.OldSsin AND m.HolderSsin <> r.CurrentSsin
  AND r.CurrentSsin IN (SELECT COALESCE(x.CurrentSsin, k.Ssin)
                        FROM stage_key k LEFT JOIN replacement x ON x.OldSsin = k.Ssin
                        WHERE k.BatchId = @BatchId)
UNION
SELECT m.OriginSsin, m.HolderSsin, COALESCE(h.CurrentSsin, m.HolderSsin)
FROM moved_row m
LEFT JOIN replacement h ON h.OldSsin = m.HolderSsin
WHERE m.Party = @Party AND m.HolderSsin <> m.OriginSsin
  AND m.OriginSsin IN (SELECT COALESCE(x.CurrentSsin, k.Ssin)
                       FROM stage_key k LEFT JOIN replacement x ON x.OldSsin = k.Ssin
                       WHERE k.BatchId = @BatchId)
ORDER BY CurrentSsin, HolderSsin;
