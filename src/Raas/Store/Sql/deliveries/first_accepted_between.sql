-- @Party bigint, @Flow varchar(64), @Since datetime2(3), @Until datetime2(3)
SELECT MIN(DeliveryId) AS DeliveryId, MIN(DecidedAt) AS DecidedAt FROM delivery
WHERE Decision = 'ACCEPTED' AND Party = @Party AND Flow = @Flow AND DecidedAt >= @Since AND DecidedAt < @Until;
