-- @Party bigint, @HolderSsin bigint, @DossierTypeId int
DELETE FROM moved_row WHERE Party = @Party AND HolderSsin = @HolderSsin AND DossierTypeId = @DossierTypeId;
