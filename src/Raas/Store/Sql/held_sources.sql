-- @DueDate date
SELECT DISTINCT h.Source FROM held_mutation h
WHERE h.State = 'HELD' AND h.DueDate <= @DueDate
  AND (h.Kind <> 'Replacement' OR EXISTS (SELECT 1 FROM person p WHERE p.Ssin = h.NewSsin));
