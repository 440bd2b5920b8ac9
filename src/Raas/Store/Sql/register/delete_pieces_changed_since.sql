-- @Party bigint, @ChangeSetId bigint
-- With insert_pieces_before: the pieces of a party as they were before a change set. Never committed.
DELETE FROM moved_row
WHERE Party = @Party
  AND EXISTS (SELECT 1 FROM moved_row_journal j
              WHERE j.Party = moved_row.Party AND j.HolderSsin = moved_row.HolderSsin AND j.DossierTypeId = moved_row.DossierTypeId
                AND j.ChangeSetId >= @ChangeSetId);
