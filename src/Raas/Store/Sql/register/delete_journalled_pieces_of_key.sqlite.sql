-- @Party bigint, @HolderSsin bigint, @DossierTypeId int, @ChangeSetId bigint
DELETE FROM moved_row_journal
WHERE Party = @Party AND HolderSsin = @HolderSsin AND DossierTypeId = @DossierTypeId AND ChangeSetId = @ChangeSetId;
