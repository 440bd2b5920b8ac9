-- @Party bigint, @Flow varchar(64), @Decision varchar(16), @Since datetime2(3), @Until datetime2(3), @Before bigint, @Most int
SELECT DeliveryId, Party, Flow, VoucherId, FileSequenceNumber, VoucherFileName, DataFileName, Digest, Size, MessageCount, Decision,
       DecidedAt, DuplicateOf,
       FiledFolder, FiledVoucher, FiledData, FiledAt, ReadCount, Registered, Merged, Unchanged, Removed, Shortened, Rejected
FROM delivery
WHERE (@Party IS NULL OR Party = @Party) AND (@Flow IS NULL OR Flow = @Flow) AND (@Decision IS NULL OR Decision = @Decision)
  AND (@Since IS NULL OR DecidedAt >= @Since) AND (@Until IS NULL OR DecidedAt < @Until) AND (@Before IS NULL OR DeliveryId < @Before)
ORDER BY DeliveryId DESC LIMIT @Most;
