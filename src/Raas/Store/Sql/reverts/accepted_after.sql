-- @Party bigint, @Flow varchar(64), @FileSequenceNumber bigint, @At datetime2(3)
-- Deliveries that may have asked for the same since. The lane takes them in the order of their numbers.
SELECT DeliveryId, FileSequenceNumber, DataFileName, Digest, Size, FiledFolder, FiledData
FROM delivery
WHERE Party = @Party AND Flow = @Flow AND Decision = 'ACCEPTED' AND FileSequenceNumber > @FileSequenceNumber AND DecidedAt >= @At
ORDER BY FileSequenceNumber;
