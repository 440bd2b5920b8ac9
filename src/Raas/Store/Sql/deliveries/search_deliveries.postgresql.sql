-- @Party bigint, @Flow varchar(64), @Decision varchar(16), @Since datetime2(3), @Until datetime2(3), @Before bigint, @Most int,
-- @FileSequenceNumber bigint, @VoucherId varchar(36), @Code varchar(16), @Name nvarchar(255), @WithRejected int, @OpenOnly int
-- CAST: the server must know the type of a parameter that is nothing.
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
WHERE (CAST(@Party AS bigint) IS NULL OR d.Party = @Party) AND (CAST(@Flow AS varchar) IS NULL OR d.Flow = @Flow)
  AND (CAST(@Decision AS varchar) IS NULL OR d.Decision = @Decision)
  AND (CAST(@Since AS timestamptz) IS NULL OR d.DecidedAt >= @Since) AND (CAST(@Until AS timestamptz) IS NULL OR d.DecidedAt < @Until)
  AND (CAST(@Before AS bigint) IS NULL OR d.DeliveryId < @Before)
  AND (CAST(@FileSequenceNumber AS bigint) IS NULL OR d.FileSequenceNumber = @FileSequenceNumber)
  AND (CAST(@VoucherId AS varchar) IS NULL OR d.VoucherId = @VoucherId)
  AND (CAST(@Code AS varchar) IS NULL OR EXISTS (SELECT 1 FROM delivery_error e WHERE e.DeliveryId = d.DeliveryId AND e.Code = @Code))
  AND (CAST(@Name AS varchar) IS NULL OR LOWER(d.DataFileName) LIKE @Name ESCAPE '!' OR LOWER(d.VoucherFileName) LIKE @Name ESCAPE '!')
  AND (@WithRejected = 0 OR d.Rejected > 0)
  AND (@OpenOnly = 0 OR (d.Decision = 'REFUSED' AND NOT EXISTS (SELECT 1 FROM delivery a
        WHERE a.Party = d.Party AND a.Decision = 'ACCEPTED' AND a.DeliveryId > d.DeliveryId
          AND (d.Flow IS NULL OR a.Flow = d.Flow) AND (d.FileSequenceNumber IS NULL OR a.FileSequenceNumber = d.FileSequenceNumber
              OR EXISTS (SELECT 1 FROM delivery b WHERE b.Party = d.Party AND b.Flow = d.Flow
                AND b.FileSequenceNumber = d.FileSequenceNumber AND b.Decision = 'ACCEPTED' AND b.DeliveryId < d.DeliveryId)))))
ORDER BY d.DeliveryId DESC LIMIT @Most;
