-- @AlarmId bigint, @At datetime2(3), @Operator nvarchar(100), @Note nvarchar(500)
UPDATE alarm SET AcknowledgedAt = @At, AcknowledgedBy = @Operator, AcknowledgeNote = @Note WHERE AlarmId = @AlarmId AND ClosedAt IS NULL;
