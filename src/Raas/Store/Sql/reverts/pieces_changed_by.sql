-- @Party bigint, @ChangeSetId bigint
-- Keys of which a change set rewrote what had followed a replaced number. From the journal: the pieces themselves have the last change only.
SELECT DISTINCT HolderSsin, DossierTypeId FROM moved_row_journal WHERE Party = @Party AND ChangeSetId = @ChangeSetId
ORDER BY HolderSsin, DossierTypeId;
