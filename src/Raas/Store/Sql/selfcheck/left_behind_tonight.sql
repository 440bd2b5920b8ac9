-- @Party bigint
SELECT COUNT(*) FROM night_number n
WHERE n.Change <> 0 AND n.CurrentSsin <> n.Ssin AND n.Party IN (0, @Party)
  AND EXISTS (SELECT 1 FROM inscription i WHERE i.Party = @Party AND i.Ssin = n.Ssin);
