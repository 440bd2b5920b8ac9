-- @DeliveryId bigint
SELECT MIN(ChangeSetId) FROM change_set WHERE DeliveryId = @DeliveryId;
