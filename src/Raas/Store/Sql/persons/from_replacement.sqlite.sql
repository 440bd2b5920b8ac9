-- @From bigint
-- Walked along by the embedded store, see SqliteLookup.
SELECT OldSsin, CurrentSsin FROM replacement WHERE OldSsin >= @From ORDER BY OldSsin;
