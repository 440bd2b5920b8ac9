-- @AlarmId bigint, @At datetime2(3)
UPDATE alarm SET ClosedAt = @At WHERE AlarmId = @AlarmId AND ClosedAt IS NULL;
