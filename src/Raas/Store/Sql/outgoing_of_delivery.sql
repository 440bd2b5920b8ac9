-- @DeliveryId bigint
SELECT Party, Flow, Number, FileName, VoucherId, Digest, Size, MessageCount, CreatedAt, DeliveryId, RejectedFileName, PublishedAt
FROM outgoing_file WHERE DeliveryId = @DeliveryId ORDER BY Flow DESC, Number;
