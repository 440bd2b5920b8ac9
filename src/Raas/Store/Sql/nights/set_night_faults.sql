-- @BusinessDate date, @Faults int
UPDATE night_run SET Faults = @Faults WHERE BusinessDate = @BusinessDate;
