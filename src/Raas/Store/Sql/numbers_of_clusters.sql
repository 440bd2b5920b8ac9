-- @FromNo int, @ThroughNo int, @Party bigint
SELECT ClusterNo, Ssin, CurrentSsin, CauseSsin, Kind, Change, IsCancelled, MutationId, Source, Date
FROM night_number WHERE ClusterNo BETWEEN @FromNo AND @ThroughNo AND Party IN (0, @Party) ORDER BY ClusterNo, Ssin, Party;
