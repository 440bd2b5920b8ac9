-- no parameters
DELETE FROM person_name_key;
