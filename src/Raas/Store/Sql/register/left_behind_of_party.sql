-- @Party bigint
-- What stands under a number that was replaced, for a party that has chosen to follow only now.
SELECT r.OldSsin, r.CurrentSsin, r.Date, r.Source, r.MutationId FROM replacement r
WHERE EXISTS (SELECT 1 FROM inscription i WHERE i.Party = @Party AND i.Ssin = r.OldSsin)
ORDER BY r.OldSsin;
