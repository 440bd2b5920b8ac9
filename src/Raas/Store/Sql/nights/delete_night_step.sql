-- @BusinessDate date, @Step varchar(16)
DELETE FROM night_step WHERE BusinessDate = @BusinessDate AND Step = @Step;
