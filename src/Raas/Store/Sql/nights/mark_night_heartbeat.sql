-- @BusinessDate date, @Step varchar(16), @At datetime2(3)
UPDATE night_run SET Step = @Step, HeartbeatAt = @At WHERE BusinessDate = @BusinessDate;
