-- @Party bigint
DELETE FROM credential WHERE Party = @Party;
