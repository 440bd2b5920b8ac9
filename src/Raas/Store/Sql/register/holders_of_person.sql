-- @Party bigint, @Ssin bigint
-- Numbers under which rows of the party stand that were registered under a number of this person.
SELECT m.HolderSsin FROM moved_row m
WHERE m.Party = @Party AND m.OriginSsin = COALESCE((SELECT r.CurrentSsin FROM replacement r WHERE r.OldSsin = @Ssin), @Ssin)
UNION
SELECT m.HolderSsin FROM replacement o JOIN moved_row m ON m.Party = @Party AND m.OriginSsin = o.OldSsin
WHERE o.CurrentSsin = COALESCE((SELECT r.CurrentSsin FROM replacement r WHERE r.OldSsin = @Ssin), @Ssin);
