-- no parameters
SELECT r.DeliveryId, (SELECT d.Party FROM delivery d WHERE d.DeliveryId = r.DeliveryId) AS Party, r.IsUndo, r.Operator, r.Reason, r.AskedAt
FROM delivery_revert_request r ORDER BY r.AskedAt, r.DeliveryId;
