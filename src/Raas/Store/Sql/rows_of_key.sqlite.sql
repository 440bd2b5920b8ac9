-- 1: the institution, 2: the number
SELECT DossierTypeId, BeginDate, EndDate FROM inscription WHERE Party = ?1 AND Ssin = ?2 ORDER BY DossierTypeId, BeginDate;
