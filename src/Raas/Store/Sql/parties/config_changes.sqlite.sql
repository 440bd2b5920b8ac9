-- @Party bigint, @Most int
SELECT ConfigChangeId, At, Operator, Reason, FileDigest, Party, What, Before, After FROM config_change
WHERE @Party IS NULL OR Party = @Party ORDER BY ConfigChangeId DESC LIMIT @Most;
