-- @ChangeSetId bigint, @Party bigint
SELECT c.Cause, c.DeliveryId, n.BusinessDate AS Night
FROM change_set c LEFT JOIN night_party n ON n.ChangeSetId = c.ChangeSetId AND n.Party = @Party
WHERE c.ChangeSetId = @ChangeSetId;
