-- @DeliveryId bigint, @FiledAt datetime2(3)
UPDATE delivery SET FiledAt = @FiledAt, TakenFolder = NULL WHERE DeliveryId = @DeliveryId;
