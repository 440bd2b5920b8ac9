-- no parameters
-- The end of the chain: the last entry, or the anchor where there is none.
SELECT EntryId, Hash FROM (SELECT EntryId, Hash FROM audit_entry UNION ALL SELECT EntryId, Hash FROM audit_anchor) ORDER BY EntryId DESC LIMIT 1;
