-- @BatchId bigint, @Party bigint
-- What this change set has journalled of the staged keys already: it is written anew.
DELETE FROM moved_row_journal
WHERE Party = @Party AND ChangeSetId = @BatchId
  AND EXISTS (SELECT 1 FROM stage_piece s
              WHERE s.BatchId = @BatchId AND s.HolderSsin = moved_row_journal.HolderSsin
                AND s.DossierTypeId = moved_row_journal.DossierTypeId);
