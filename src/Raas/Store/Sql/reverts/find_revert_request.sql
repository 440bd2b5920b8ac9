-- @DeliveryId bigint
SELECT DeliveryId, IsUndo, Operator, Reason, AskedAt FROM delivery_revert_request WHERE DeliveryId = @DeliveryId;
