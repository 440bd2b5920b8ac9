-- @Party bigint, @HolderSsin bigint, @DossierTypeId int
SELECT COUNT(*) FROM moved_row WHERE Party = @Party AND HolderSsin = @HolderSsin AND DossierTypeId = @DossierTypeId;
