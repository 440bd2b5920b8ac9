-- @Party bigint
DELETE FROM party_contact WHERE Party = @Party;
