-- no parameters
-- Whose folders may not show yet what the ledger has settled.
SELECT DISTINCT Party FROM delivery WHERE FiledAt IS NULL ORDER BY Party;
