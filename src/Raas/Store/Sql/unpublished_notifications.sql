-- no parameters
-- Answers too that came later than the one of their delivery: that one leaves when the delivery is filed.
SELECT o.Party, o.Flow, o.Number, o.FileName, o.VoucherId, o.Digest, o.Size, o.MessageCount, o.CreatedAt, o.DeliveryId, o.RejectedFileName,
       o.PublishedAt
FROM outgoing_file o
WHERE o.PublishedAt IS NULL
  AND (o.DeliveryId IS NULL OR EXISTS (SELECT 1 FROM delivery d WHERE d.DeliveryId = o.DeliveryId AND d.FiledAt IS NOT NULL))
ORDER BY o.Party, o.Flow, o.Number;
