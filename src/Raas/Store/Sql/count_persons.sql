-- no parameters
SELECT COUNT(*) FROM person;
