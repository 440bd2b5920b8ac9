-- @Cause varchar(16), @DeliveryId bigint, @At datetime2(3), @ToCheck bigint
INSERT INTO change_set (Cause, DeliveryId, At, ToCheck)
OUTPUT INSERTED.ChangeSetId
VALUES (@Cause, @DeliveryId, @At, @ToCheck);
