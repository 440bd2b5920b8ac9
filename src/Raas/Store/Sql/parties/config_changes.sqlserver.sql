-- @Party bigint, @Most int
-- RECOMPILE: the plan is made for what is asked, not for whatever was asked first.
SELECT TOP (@Most) ConfigChangeId, At, Operator, Reason, FileDigest, Party, What, Before, After FROM config_change
WHERE @Party IS NULL OR Party = @Party ORDER BY ConfigChangeId DESC
OPTION (RECOMPILE);
