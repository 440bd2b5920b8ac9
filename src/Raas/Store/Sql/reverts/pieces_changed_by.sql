-- @Party bigint, @ChangeSetId bigint
-- Keys of which a change set rewrote what had followed a replaced number: what had been there before is not journalled.
SELECT DISTINCT HolderSsin, DossierTypeId FROM moved_row WHERE Party = @Party AND ChangeSetId = @ChangeSetId
ORDER BY HolderSsin, DossierTypeId;
