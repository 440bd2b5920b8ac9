-- @Party bigint, @Flow varchar(64), @Decision varchar(16), @Since datetime2(3), @Until datetime2(3), @Before bigint, @First bigint,
-- @Most int, @FileSequenceNumber bigint, @VoucherId varchar(36), @Code varchar(16), @Name nvarchar(255), @WithRejected int,
-- @OpenOnly int
SELECT d.DeliveryId, d.Party, d.Flow, d.VoucherId, d.FileSequenceNumber, d.VoucherFileName, d.DataFileName, d.Digest, d.Size,
       d.MessageCount, d.Decision, d.DecidedAt, d.DuplicateOf, d.FiledFolder, d.FiledVoucher, d.FiledData, d.FiledAt, d.ReadCount,
       d.Registered, d.Merged, d.Unchanged, d.Removed, d.Shortened, d.Rejected,
       s.FirstCode, s.SettledBy,
       (SELECT r.At FROM delivery_revert AS r WHERE r.DeliveryId = d.DeliveryId AND r.IsUndo = 0 AND r.RevertId =
          (SELECT MAX(l.RevertId) FROM delivery_revert AS l WHERE l.DeliveryId = d.DeliveryId)) AS TakenBackAt
FROM delivery d JOIN delivery_settled s ON s.DeliveryId = d.DeliveryId
WHERE (@Party IS NULL OR d.Party = @Party) AND (@Flow IS NULL OR d.Flow = @Flow)
  AND (@Decision IS NULL OR d.Decision = @Decision)
  AND (@Since IS NULL OR d.DecidedAt >= @Since) AND (@Until IS NULL OR d.DecidedAt < @Until)
  AND (@Before IS NULL OR d.DeliveryId < @Before)
  AND d.DeliveryId >= @First
  AND (@FileSequenceNumber IS NULL OR d.FileSequenceNumber = @FileSequenceNumber)
  AND (@VoucherId IS NULL OR d.VoucherId = @VoucherId)
  AND (@Code IS NULL OR EXISTS (SELECT 1 FROM delivery_error e WHERE e.DeliveryId = d.DeliveryId AND e.Code = @Code))
  AND (@Name IS NULL OR LOWER(d.DataFileName) LIKE @Name ESCAPE '!' OR LOWER(d.VoucherFileName) LIKE @Name ESCAPE '!')
  AND (@WithRejected = 0 OR d.Rejected > 0)
  AND (@OpenOnly = 0 OR (d.Decision = 'REFUSED' AND s.SettledBy IS NULL))
ORDER BY d.DeliveryId DESC LIMIT @Most;
