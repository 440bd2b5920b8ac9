-- @Party bigint, @ChangeSetId bigint
-- Keys of which a change set rewrote what had followed a replaced number. From the journal: the pieces have their last change only.
SELECT DISTINCT HolderSsin, DossierTypeId FROM moved_row_journal WHERE Party = @Party AND ChangeSetId = @ChangeSetId
ORDER BY HolderSsin, DossierTypeId;
