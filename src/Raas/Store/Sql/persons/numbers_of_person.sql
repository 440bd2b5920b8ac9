-- @Ssin bigint
-- The person's current number and every number that led to it.
SELECT COALESCE((SELECT r.CurrentSsin FROM replacement r WHERE r.OldSsin = @Ssin), @Ssin) AS Ssin
UNION
SELECT r.OldSsin FROM replacement r
WHERE r.CurrentSsin = COALESCE((SELECT x.CurrentSsin FROM replacement x WHERE x.OldSsin = @Ssin), @Ssin);
