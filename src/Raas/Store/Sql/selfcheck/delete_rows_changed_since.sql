-- @Party bigint, @ChangeSetId bigint
-- With insert_rows_before: the register of a party as it was before a change set. Never committed.
DELETE FROM inscription WHERE Party = @Party AND EXISTS (
    SELECT 1 FROM inscription_journal j








    WHERE j.Party = inscription.Party AND j.Ssin = inscription.Ssin
      AND j.DossierTypeId = inscription.DossierTypeId AND j.ChangeSetId >= @ChangeSetId);
