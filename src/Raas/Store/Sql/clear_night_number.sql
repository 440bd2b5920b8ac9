-- no parameters
DELETE FROM night_number;
