-- @Party bigint, @Flow varchar(64), @Decision varchar(16), @Since datetime2(3), @Until datetime2(3), @Before bigint, @Most int
-- CAST: the server must know the type of a parameter that is nothing.
SELECT DeliveryId, Party, Flow, VoucherId, FileSequenceNumber, VoucherFileName, DataFileName, Digest, Size, MessageCount, Decision,
       DecidedAt, DuplicateOf,
       FiledFolder, FiledVoucher, FiledData, FiledAt, ReadCount, Registered, Merged, Unchanged, Removed, Shortened, Rejected
FROM delivery
WHERE (CAST(@Party AS bigint) IS NULL OR Party = @Party) AND (CAST(@Flow AS varchar) IS NULL OR Flow = @Flow)
  AND (CAST(@Decision AS varchar) IS NULL OR Decision = @Decision)
  AND (CAST(@Since AS timestamptz) IS NULL OR DecidedAt >= @Since) AND (CAST(@Until AS timestamptz) IS NULL OR DecidedAt < @Until)
  AND (CAST(@Before AS bigint) IS NULL OR DeliveryId < @Before)
ORDER BY DeliveryId DESC LIMIT @Most;
