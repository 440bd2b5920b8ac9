-- @DeliveryId bigint
-- SettledBy: what was accepted after a refusal, under its number; where that is not known or was taken before, whatever came after.
SELECT d.DeliveryId, d.Party, d.Flow, d.VoucherId, d.FileSequenceNumber, d.VoucherFileName, d.DataFileName, d.Digest, d.Size,
       d.MessageCount, d.Decision, d.DecidedAt, d.DuplicateOf, d.FiledFolder, d.FiledVoucher, d.FiledData, d.FiledAt, d.ReadCount,
       d.Registered, d.Merged, d.Unchanged, d.Removed, d.Shortened, d.Rejected,
       (SELECT e.Code FROM delivery_error e WHERE e.DeliveryId = d.DeliveryId
          AND e.ErrorNumber = (SELECT MIN(f.ErrorNumber) FROM delivery_error f WHERE f.DeliveryId = d.DeliveryId)) AS FirstCode,
       (SELECT MIN(a.DeliveryId) FROM delivery a
        WHERE d.Decision = 'REFUSED' AND a.Party = d.Party AND a.Decision = 'ACCEPTED' AND a.DeliveryId > d.DeliveryId
          AND (d.Flow IS NULL OR a.Flow = d.Flow) AND (d.FileSequenceNumber IS NULL OR a.FileSequenceNumber = d.FileSequenceNumber
              OR EXISTS (SELECT 1 FROM delivery b WHERE b.Party = d.Party AND b.Flow = d.Flow
                AND b.FileSequenceNumber = d.FileSequenceNumber AND b.Decision = 'ACCEPTED' AND b.DeliveryId < d.DeliveryId))) AS SettledBy
FROM delivery d
WHERE d.DeliveryId = @DeliveryId;
