-- no parameters
SELECT ClusterNo, Ssin, Party, CurrentSsin, CauseSsin, Kind, Change, IsCancelled, MutationId, Source, Date, NextSsin, NextBefore
FROM night_number ORDER BY ClusterNo, Ssin, Party;
