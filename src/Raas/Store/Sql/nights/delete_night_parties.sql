-- @BusinessDate date
DELETE FROM night_party WHERE BusinessDate < @BusinessDate;
