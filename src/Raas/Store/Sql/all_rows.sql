-- no parameters
SELECT Party, Ssin, DossierTypeId, BeginDate, EndDate FROM inscription ORDER BY Party, Ssin, DossierTypeId, BeginDate;
