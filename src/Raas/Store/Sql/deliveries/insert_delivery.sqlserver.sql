-- @Party bigint, @Flow varchar(64), @VoucherId varchar(36), @FileSequenceNumber bigint, @VoucherFileName nvarchar(255),
-- @DataFileName nvarchar(255), @Digest varchar(64), @Size bigint, @MessageCount bigint, @Decision varchar(16), @DecidedAt datetime2(3),
-- @DuplicateOf bigint, @FiledFolder nvarchar(255), @FiledVoucher nvarchar(300), @FiledData nvarchar(300), @TakenFolder nvarchar(255)
INSERT INTO delivery (Party, Flow, VoucherId, FileSequenceNumber, VoucherFileName, DataFileName, Digest, Size, MessageCount,
                      Decision, DecidedAt, DuplicateOf, FiledFolder, FiledVoucher, FiledData, TakenFolder, FiledAt,
                      ReadCount, Registered, Merged, Unchanged, Removed, Shortened, Rejected)
OUTPUT INSERTED.DeliveryId
VALUES (@Party, @Flow, @VoucherId, @FileSequenceNumber, @VoucherFileName, @DataFileName, @Digest, @Size, @MessageCount,
        @Decision, @DecidedAt, @DuplicateOf, @FiledFolder, @FiledVoucher, @FiledData, @TakenFolder, NULL,
        0, 0, 0, 0, 0, 0, 0);
