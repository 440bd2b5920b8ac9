-- @Party bigint
SELECT DISTINCT ChangeSetId FROM night_party WHERE Party = @Party AND ChangeSetId IS NOT NULL ORDER BY ChangeSetId;
