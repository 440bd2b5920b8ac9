-- @Party bigint
DELETE FROM legal_context WHERE Party = @Party;
