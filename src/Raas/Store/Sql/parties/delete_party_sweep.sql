-- @Party bigint
DELETE FROM party_sweep WHERE Party = @Party;
