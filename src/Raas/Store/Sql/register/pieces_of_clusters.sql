-- @FromNo int, @ThroughNo int, @Party bigint
SELECT m.HolderSsin, m.DossierTypeId, m.OriginSsin, m.BeginDate, m.EndDate
FROM moved_row m
WHERE m.Party = @Party
  AND m.HolderSsin IN (SELECT n.Ssin FROM night_number n WHERE n.ClusterNo BETWEEN @FromNo AND @ThroughNo AND n.Party IN (0, @Party))
ORDER BY m.HolderSsin, m.DossierTypeId, m.OriginSsin, m.BeginDate;
