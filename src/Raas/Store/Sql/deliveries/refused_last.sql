-- @Since datetime2(3)
-- The last refusal of each party after which nothing was accepted.
SELECT d.Party, MAX(d.DeliveryId) AS DeliveryId, COUNT(*) AS Refused FROM delivery d
WHERE d.Decision = 'REFUSED' AND d.DecidedAt >= @Since
  AND NOT EXISTS (SELECT 1 FROM delivery a WHERE a.Party = d.Party AND a.Decision = 'ACCEPTED' AND a.DeliveryId > d.DeliveryId)
GROUP BY d.Party ORDER BY d.Party;
