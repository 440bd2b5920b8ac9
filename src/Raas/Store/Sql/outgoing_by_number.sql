-- @Party bigint, @Flow varchar(64), @Number bigint
SELECT Party, Flow, Number, FileName, VoucherId, Digest, Size, MessageCount, PreviousDigest, CreatedAt, DeliveryId, RejectedFileName, PublishedAt
FROM outgoing_file WHERE Party = @Party AND Flow = @Flow AND Number = @Number;
