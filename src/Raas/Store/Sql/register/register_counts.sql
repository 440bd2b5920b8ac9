-- @Party bigint, @OpenEnd date
SELECT i.Party, t.Code, COUNT(DISTINCT i.Ssin) AS Persons, COUNT(*) AS Rows,
       SUM(CASE WHEN i.EndDate = @OpenEnd THEN 1 ELSE 0 END) AS OpenRows
FROM inscription i JOIN dossier_type t ON t.DossierTypeId = i.DossierTypeId
WHERE i.Party = @Party GROUP BY i.Party, t.Code ORDER BY t.Code;
