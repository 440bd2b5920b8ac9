-- @Party bigint
DELETE FROM authorisation WHERE Party = @Party;
