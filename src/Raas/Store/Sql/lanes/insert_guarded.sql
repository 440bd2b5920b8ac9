-- @Party bigint, @Flow varchar(64), @FileSequenceNumber bigint, @Digest varchar(64), @RowsTaken bigint, @RowsBefore bigint,
-- @At datetime2(3)
INSERT INTO guarded_delivery (Party, Flow, FileSequenceNumber, Digest, RowsTaken, RowsBefore, GuardedAt, ReleasedAt)
VALUES (@Party, @Flow, @FileSequenceNumber, @Digest, @RowsTaken, @RowsBefore, @At, NULL);
