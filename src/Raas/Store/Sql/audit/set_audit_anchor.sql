-- @EntryId bigint, @Hash varchar(64)
UPDATE audit_anchor SET EntryId = @EntryId, Hash = @Hash WHERE EntryId < @EntryId;
