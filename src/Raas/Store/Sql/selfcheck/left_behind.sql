-- @Party bigint, @ChangeSetId bigint
-- Rows under a number that a night has already let follow.
SELECT COUNT(*) FROM replacement r
WHERE r.ChangeSetId <= @ChangeSetId AND EXISTS (SELECT 1 FROM inscription i WHERE i.Party = @Party AND i.Ssin = r.OldSsin);
