-- @Party bigint, @Most int
-- CAST: the server must know the type of a parameter that is nothing.
SELECT ConfigChangeId, At, Operator, Reason, FileDigest, Party, What, Before, After FROM config_change
WHERE CAST(@Party AS bigint) IS NULL OR Party = @Party ORDER BY ConfigChangeId DESC LIMIT @Most;
