-- no parameters
DELETE FROM night_cancellation;
