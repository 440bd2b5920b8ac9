-- @Party bigint, @At datetime2(3)
SELECT Flow, Number, FileName, MessageCount, CreatedAt FROM outgoing_file
WHERE Party = @Party AND DeliveryId IS NULL AND MessageCount > 0 AND CreatedAt >= @At
ORDER BY CreatedAt, Flow, Number;
