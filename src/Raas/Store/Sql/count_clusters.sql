-- no parameters
SELECT COALESCE(MAX(ClusterNo), 0) FROM night_number;
