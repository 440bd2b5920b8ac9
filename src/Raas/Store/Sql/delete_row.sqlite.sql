-- 1: the institution, 2: the number, 3: the dossier type, 4: the first day
DELETE FROM inscription WHERE Party = ?1 AND Ssin = ?2 AND DossierTypeId = ?3 AND BeginDate = ?4;
