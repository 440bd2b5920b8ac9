-- @DeliveryId bigint, @IsUndo int, @Operator nvarchar(100), @Reason nvarchar(500), @At datetime2(3)
INSERT INTO delivery_revert_request (DeliveryId, IsUndo, Operator, Reason, AskedAt) VALUES (@DeliveryId, @IsUndo, @Operator, @Reason, @At);
