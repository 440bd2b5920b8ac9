-- no parameters
DELETE FROM night_event;
