-- no parameters
-- The end of the chain: the last entry, or the anchor where there is none. Looked up by its number: the audit is long.
SELECT e.EntryId, e.Hash FROM audit_entry e WHERE e.EntryId = (SELECT MAX(EntryId) FROM audit_entry)
UNION ALL
SELECT a.EntryId, a.Hash FROM audit_anchor a WHERE NOT EXISTS (SELECT 1 FROM audit_entry);
