-- @Party bigint
DELETE FROM expected_delivery WHERE Party = @Party;
