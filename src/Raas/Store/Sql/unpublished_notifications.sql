-- no parameters
SELECT Party, Flow, Number, FileName, VoucherId, Digest, Size, MessageCount, CreatedAt, DeliveryId, RejectedFileName, PublishedAt
FROM outgoing_file WHERE PublishedAt IS NULL AND DeliveryId IS NULL ORDER BY Party, Flow, Number;
