-- @DeliveryId bigint
SELECT DeliveryId, Party, Flow, VoucherId, FileSequenceNumber, VoucherFileName, DataFileName, Digest, Size, MessageCount, Decision,
       DecidedAt,
       DuplicateOf, FiledFolder, FiledVoucher, FiledData, FiledAt, ReadCount, Registered, Merged, Unchanged, Removed, Shortened, Rejected
FROM delivery WHERE DeliveryId = @DeliveryId;
