-- no parameters
-- The end of the chain: the last entry, or the anchor where there is none.
SELECT TOP (1) x.EntryId, x.Hash FROM (SELECT EntryId, Hash FROM audit_entry UNION ALL SELECT EntryId, Hash FROM audit_anchor) x ORDER BY x.EntryId DESC;
