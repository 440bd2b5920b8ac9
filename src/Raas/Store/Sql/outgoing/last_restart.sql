-- @Party bigint
SELECT MAX(At) AS At FROM chain_restart WHERE Party = @Party;
