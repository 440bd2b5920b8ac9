-- @Party bigint, @Flow varchar(64)
-- Numbers are accepted in their order, without a hole: the last one says how many there were.
SELECT FileSequenceNumber AS LastAccepted, DecidedAt AS LastAcceptedAt FROM delivery
WHERE Party = @Party AND Flow = @Flow AND Decision = 'ACCEPTED'
  AND FileSequenceNumber = (SELECT MAX(FileSequenceNumber) FROM delivery WHERE Party = @Party AND Flow = @Flow AND Decision = 'ACCEPTED');
