-- @Since datetime2(3)
SELECT MIN(EntryId) FROM audit_entry WHERE At >= @Since;
