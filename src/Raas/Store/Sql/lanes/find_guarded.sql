-- @Party bigint, @Flow varchar(64), @FileSequenceNumber bigint, @Digest varchar(64)
SELECT Party, Flow, FileSequenceNumber, RowsTaken, RowsBefore, GuardedAt, ReleasedAt FROM guarded_delivery
WHERE Party = @Party AND Flow = @Flow AND FileSequenceNumber = @FileSequenceNumber AND Digest = @Digest;
