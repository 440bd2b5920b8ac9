-- @EntryId bigint
SELECT Hash FROM audit_entry WHERE EntryId = @EntryId;
