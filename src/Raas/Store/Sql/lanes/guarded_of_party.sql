-- @Party bigint
SELECT Party, Flow, FileSequenceNumber, RowsTaken, RowsBefore, GuardedAt, ReleasedAt FROM guarded_delivery
WHERE Party = @Party AND ReleasedAt IS NULL ORDER BY Flow, FileSequenceNumber, GuardedAt, Digest;
