-- @Party bigint, @Ssin bigint, @DossierTypeId int, @BeginDate date
DELETE FROM inscription WHERE Party = @Party AND Ssin = @Ssin AND DossierTypeId = @DossierTypeId AND BeginDate = @BeginDate;
