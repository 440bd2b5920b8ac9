-- @Since datetime2(3)
SELECT COUNT(*) FROM delivery
WHERE Decision = 'ACCEPTED' AND DecidedAt >= @Since
  AND (ReadCount <> MessageCount OR ReadCount <> Registered + Merged + Unchanged + Removed + Shortened + Rejected);
