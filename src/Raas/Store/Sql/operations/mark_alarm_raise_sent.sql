-- @AlarmId bigint, @At datetime2(3)
UPDATE alarm SET RaiseSentAt = @At WHERE AlarmId = @AlarmId;
