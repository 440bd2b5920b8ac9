-- @Party bigint
SELECT CASE WHEN EXISTS (SELECT 1 FROM moved_row WHERE Party = @Party) THEN 1 ELSE 0 END;
