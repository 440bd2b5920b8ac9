-- no parameters
SELECT EntryId, Hash FROM audit_anchor;
