-- @BusinessDate date
DELETE FROM night_step WHERE BusinessDate < @BusinessDate;
