-- @RevertId bigint
SELECT l.Cause, l.DeliveryId, l.Night, l.Rows, d.DataFileName, d.FileSequenceNumber
FROM delivery_revert_left l LEFT JOIN delivery d ON d.DeliveryId = l.DeliveryId
WHERE l.RevertId = @RevertId ORDER BY l.LeftNumber;
