-- @Cause varchar(16), @DeliveryId bigint, @At datetime2(3)
INSERT INTO change_set (Cause, DeliveryId, At)
OUTPUT INSERTED.ChangeSetId
VALUES (@Cause, @DeliveryId, @At);
