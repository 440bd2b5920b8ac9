-- @Party bigint
-- Persons of whom a row stands, until the next night, among the rows of another one: to be decided together.
SELECT DISTINCT COALESCE(o.CurrentSsin, m.OriginSsin) AS CurrentSsin, COALESCE(h.CurrentSsin, m.HolderSsin) AS CurrentOfHolder
FROM moved_row m
LEFT JOIN replacement o ON o.OldSsin = m.OriginSsin
LEFT JOIN replacement h ON h.OldSsin = m.HolderSsin
WHERE m.Party = @Party AND COALESCE(o.CurrentSsin, m.OriginSsin) <> COALESCE(h.CurrentSsin, m.HolderSsin)
ORDER BY CurrentSsin, CurrentOfHolder;
