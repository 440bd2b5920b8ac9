-- @BusinessDate date, @Released bigint
UPDATE night_run SET Released = Released + @Released WHERE BusinessDate = @BusinessDate;
