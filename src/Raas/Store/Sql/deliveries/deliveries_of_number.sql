-- @Party bigint, @Flow varchar(64), @FileSequenceNumber bigint
SELECT DeliveryId FROM delivery WHERE Party = @Party AND Flow = @Flow AND FileSequenceNumber = @FileSequenceNumber ORDER BY DeliveryId DESC;
