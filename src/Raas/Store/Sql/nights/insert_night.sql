-- @BusinessDate date, @Step varchar(16), @At datetime2(3), @CountsAs date
INSERT INTO night_run (BusinessDate, State, Step, StartedAt, HeartbeatAt, CompletedAt, Deliveries, Released, Held, Faults, CountsAs)
VALUES (@BusinessDate, 'RUNNING', @Step, @At, @At, NULL, 0, 0, 0, 0, @CountsAs);
