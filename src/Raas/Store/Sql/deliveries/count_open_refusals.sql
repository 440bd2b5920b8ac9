-- @Since datetime2(3)
-- Refusals that nothing has settled: see search_deliveries.
SELECT COUNT(*) FROM delivery d
WHERE d.Decision = 'REFUSED' AND d.DecidedAt >= @Since AND NOT EXISTS (SELECT 1 FROM delivery a
        WHERE a.Party = d.Party AND a.Decision = 'ACCEPTED' AND a.DeliveryId > d.DeliveryId
          AND (d.Flow IS NULL OR a.Flow = d.Flow) AND (d.FileSequenceNumber IS NULL OR a.FileSequenceNumber = d.FileSequenceNumber
              OR EXISTS (SELECT 1 FROM delivery b WHERE b.Party = d.Party AND b.Flow = d.Flow
                AND b.FileSequenceNumber = d.FileSequenceNumber AND b.Decision = 'ACCEPTED' AND b.DeliveryId < d.DeliveryId)));
