-- @BatchId bigint, @Party bigint
DELETE FROM moved_row
WHERE Party = @Party
  AND EXISTS (SELECT 1 FROM stage_piece s
              WHERE s.BatchId = @BatchId AND s.HolderSsin = moved_row.HolderSsin AND s.DossierTypeId = moved_row.DossierTypeId);
