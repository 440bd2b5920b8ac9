-- no parameters
DELETE FROM party_sweep;
