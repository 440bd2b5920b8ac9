-- @DeliveryId bigint
SELECT d.DeliveryId, d.Party, d.Flow, d.VoucherId, d.FileSequenceNumber, d.VoucherFileName, d.DataFileName, d.Digest, d.Size,
       d.MessageCount, d.Decision, d.DecidedAt, d.DuplicateOf, d.FiledFolder, d.FiledVoucher, d.FiledData, d.FiledAt, d.ReadCount,
       d.Registered, d.Merged, d.Unchanged, d.Removed, d.Shortened, d.Rejected,
       s.FirstCode, s.SettledBy,
       (SELECT r.At FROM delivery_revert AS r WHERE r.DeliveryId = d.DeliveryId AND r.IsUndo = 0 AND r.RevertId =
          (SELECT MAX(l.RevertId) FROM delivery_revert AS l WHERE l.DeliveryId = d.DeliveryId)) AS TakenBackAt
FROM delivery d JOIN delivery_settled s ON s.DeliveryId = d.DeliveryId
WHERE d.DeliveryId = @DeliveryId;
