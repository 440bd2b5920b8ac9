-- @Cause varchar(16), @DeliveryId bigint, @At datetime2(3)
INSERT INTO change_set (Cause, DeliveryId, At)
VALUES (@Cause, @DeliveryId, @At)
RETURNING ChangeSetId;
