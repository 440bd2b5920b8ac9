-- no parameters
DELETE FROM name_index;
