-- no parameters
-- Not a DELETE of tens of millions of rows. Only raas migrate makes the index anew: its login may alter tables.
TRUNCATE TABLE person_name_key;
