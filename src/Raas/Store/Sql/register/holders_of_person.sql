-- @Party bigint, @Ssin bigint
-- Numbers under which rows of the party stand that were registered under a number of this person. CROSS JOIN:
-- SQLite then begins with those, not with all rows of the party that ever moved.
SELECT m.HolderSsin FROM moved_row m
WHERE m.Party = @Party AND m.OriginSsin = COALESCE((SELECT r.CurrentSsin FROM replacement r WHERE r.OldSsin = @Ssin), @Ssin)
UNION
SELECT m.HolderSsin FROM replacement o CROSS JOIN moved_row m
WHERE m.Party = @Party AND m.OriginSsin = o.OldSsin
  AND o.CurrentSsin = COALESCE((SELECT r.CurrentSsin FROM replacement r WHERE r.OldSsin = @Ssin), @Ssin);
