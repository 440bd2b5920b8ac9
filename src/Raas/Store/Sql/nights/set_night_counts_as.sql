-- @BusinessDate date, @CountsAs date
UPDATE night_run SET CountsAs = @CountsAs WHERE BusinessDate = @BusinessDate;
