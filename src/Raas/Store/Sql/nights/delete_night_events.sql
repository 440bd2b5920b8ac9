-- no parameters
-- Not TRUNCATE: the login of raas serve may not alter tables.
DELETE FROM night_event;
