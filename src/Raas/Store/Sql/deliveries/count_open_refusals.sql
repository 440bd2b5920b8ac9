-- @Since datetime2(3)
SELECT COUNT(*) FROM delivery d JOIN delivery_settled s ON s.DeliveryId = d.DeliveryId
WHERE d.Decision = 'REFUSED' AND d.DecidedAt >= @Since AND s.SettledBy IS NULL;
