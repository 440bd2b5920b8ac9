-- @EntryId bigint
DELETE FROM audit_entry WHERE EntryId <= @EntryId;
