-- @Party bigint
INSERT INTO party_sweep (Party) VALUES (@Party);
