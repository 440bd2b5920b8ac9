-- no parameters
SELECT ClusterNo, Ssin, IsNew, MutationId, Source, Date FROM night_cancellation ORDER BY ClusterNo, Ssin;
