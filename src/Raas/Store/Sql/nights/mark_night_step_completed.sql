-- @BusinessDate date, @Step varchar(16), @CompletedAt datetime2(3)
UPDATE night_step SET CompletedAt = @CompletedAt WHERE BusinessDate = @BusinessDate AND Step = @Step;
