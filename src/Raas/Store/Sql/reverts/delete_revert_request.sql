-- @DeliveryId bigint
DELETE FROM delivery_revert_request WHERE DeliveryId = @DeliveryId;
