-- @Party bigint, @Flow varchar(64)
SELECT MAX(FileSequenceNumber) FROM delivery WHERE Party = @Party AND Flow = @Flow AND Decision = 'ACCEPTED';
