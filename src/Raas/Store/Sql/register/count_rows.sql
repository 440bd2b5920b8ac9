-- @Party bigint
SELECT COUNT(*) FROM inscription WHERE Party = @Party;
