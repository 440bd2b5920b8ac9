-- @DeliveryId bigint
SELECT r.DeliveryId, (SELECT d.Party FROM delivery d WHERE d.DeliveryId = r.DeliveryId) AS Party, r.IsUndo, r.Operator, r.Reason, r.AskedAt
FROM delivery_revert_request r WHERE r.DeliveryId = @DeliveryId;
