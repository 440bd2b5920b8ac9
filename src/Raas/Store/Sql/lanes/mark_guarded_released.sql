-- @Party bigint, @Flow varchar(64), @At datetime2(3)
UPDATE guarded_delivery SET ReleasedAt = @At WHERE Party = @Party AND Flow = @Flow AND ReleasedAt IS NULL;
