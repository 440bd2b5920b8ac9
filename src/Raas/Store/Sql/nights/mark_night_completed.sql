-- @BusinessDate date, @At datetime2(3)
UPDATE night_run SET State = 'COMPLETE', HeartbeatAt = @At, CompletedAt = @At WHERE BusinessDate = @BusinessDate;
