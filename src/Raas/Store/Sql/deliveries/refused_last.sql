-- @Since datetime2(3)
-- The last refusal of each party after which nothing was accepted. The plus: SQLite would else walk along all deliveries, party by party.
SELECT r.Party, MAX(r.DeliveryId) AS DeliveryId, COUNT(*) AS Refused FROM (
    SELECT +d.Party AS Party, d.DeliveryId FROM delivery d
    WHERE d.Decision = 'REFUSED' AND d.DecidedAt >= @Since
      AND NOT EXISTS (SELECT 1 FROM delivery a WHERE a.Party = d.Party AND a.Decision = 'ACCEPTED' AND a.DeliveryId > d.DeliveryId)) AS r
GROUP BY r.Party ORDER BY r.Party;
