-- @Since datetime2(3), @Until datetime2(3), @Party bigint
-- CAST: the server must know the type of a parameter that is nothing.
SELECT EntryId, At, Channel, Caller, Party, Operation, Ssin, LegalContext, Ticket, TicketCbss, Outcome, Reason, PreviousHash, Hash
FROM audit_entry
WHERE (CAST(@Since AS timestamptz) IS NULL OR At >= @Since) AND (CAST(@Until AS timestamptz) IS NULL OR At < @Until)
  AND (CAST(@Party AS bigint) IS NULL OR Party = @Party)
ORDER BY EntryId;
