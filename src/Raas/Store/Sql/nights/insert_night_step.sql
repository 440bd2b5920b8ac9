-- @BusinessDate date, @Step varchar(16), @StartedAt datetime2(3)
INSERT INTO night_step (BusinessDate, Step, StartedAt, CompletedAt) VALUES (@BusinessDate, @Step, @StartedAt, NULL);
