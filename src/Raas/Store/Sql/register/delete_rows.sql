-- @BatchId bigint, @Party bigint
DELETE FROM inscription
WHERE Party = @Party
  AND EXISTS (SELECT 1 FROM stage_row s
              WHERE s.BatchId = @BatchId AND s.Ssin = inscription.Ssin AND s.DossierTypeId = inscription.DossierTypeId
                AND s.BeginDate = inscription.BeginDate);
