-- @AlarmId bigint, @At datetime2(3)
UPDATE alarm SET CloseSentAt = @At WHERE AlarmId = @AlarmId;
