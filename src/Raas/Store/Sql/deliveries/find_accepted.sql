-- @Party bigint, @Flow varchar(64), @FileSequenceNumber bigint
SELECT DeliveryId, Digest FROM delivery
WHERE Party = @Party AND Flow = @Flow AND FileSequenceNumber = @FileSequenceNumber AND Decision = 'ACCEPTED';
