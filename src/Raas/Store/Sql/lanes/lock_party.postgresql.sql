-- @Party bigint
-- Whoever changes rows of a party takes this first: two transactions never decide on the same rows. Other programs may take advisory locks
-- in this database too: ours begin with the letters RAAS. A party number has ten digits. Waits as long as lock_timeout says.
SELECT pg_advisory_xact_lock(1380008275::bigint * 4294967296 + @Party);
