-- @Party bigint
SELECT COUNT(*) FROM night_number WHERE Kind IS NOT NULL AND Party IN (0, @Party);
