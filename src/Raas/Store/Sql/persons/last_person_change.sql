-- no parameters
SELECT MAX(PersonChangeId) FROM person_change;
