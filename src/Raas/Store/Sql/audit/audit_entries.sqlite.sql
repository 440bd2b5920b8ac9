-- @Since datetime2(3), @Until datetime2(3), @Party bigint
SELECT EntryId, At, Channel, Caller, Party, Operation, Ssin, LegalContext, Ticket, TicketCbss, Outcome, Reason, PreviousHash, Hash
FROM audit_entry
WHERE (@Since IS NULL OR At >= @Since) AND (@Until IS NULL OR At < @Until) AND (@Party IS NULL OR Party = @Party)
ORDER BY EntryId;
