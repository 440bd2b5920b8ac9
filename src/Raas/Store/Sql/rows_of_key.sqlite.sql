-- @Party bigint, @Ssin bigint
SELECT DossierTypeId, BeginDate, EndDate FROM inscription WHERE Party = @Party AND Ssin = @Ssin ORDER BY DossierTypeId, BeginDate;
