-- @FromNo int, @ThroughNo int, @Party bigint
SELECT i.Ssin, i.DossierTypeId, i.BeginDate, i.EndDate
FROM inscription i
WHERE i.Party = @Party
  AND i.Ssin IN (SELECT n.Ssin FROM night_number n WHERE n.ClusterNo BETWEEN @FromNo AND @ThroughNo AND n.Party IN (0, @Party))
ORDER BY i.Ssin, i.DossierTypeId, i.BeginDate;
