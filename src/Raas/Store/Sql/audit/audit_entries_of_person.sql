-- @Since datetime2(3), @Until datetime2(3), @Ssin bigint
-- Apart from the others: of ten years only those of the person are read.
SELECT EntryId, At, Channel, Caller, Party, Operation, Ssin, LegalContext, Ticket, TicketCbss, Outcome, Reason, PreviousHash, Hash
FROM audit_entry
WHERE Ssin = @Ssin AND At >= @Since AND At < @Until
ORDER BY EntryId;
