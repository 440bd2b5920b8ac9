-- @Party bigint
SELECT Ssin, DossierTypeId, BeginDate, EndDate FROM inscription WHERE Party = @Party ORDER BY Ssin, DossierTypeId, BeginDate;
