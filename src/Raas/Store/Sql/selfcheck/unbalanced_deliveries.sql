-- no parameters
SELECT COUNT(*) FROM delivery
WHERE Decision = 'ACCEPTED'
  AND (ReadCount <> MessageCount OR ReadCount <> Registered + Merged + Unchanged + Removed + Shortened + Rejected);
