-- @DueDate date, @EvenNumbers int
-- The days of which something can be tried now, and the sources that told it; which source comes first on a day is decided elsewhere.
SELECT DISTINCT h.DueDate, h.Source FROM held_mutation h
WHERE h.State = 'HELD' AND h.DueDate <= @DueDate AND (h.IsForDay = 1 OR @EvenNumbers = 1)
  AND (h.Kind <> 'Replacement' OR EXISTS (SELECT 1 FROM person p WHERE p.Ssin = h.NewSsin))
ORDER BY h.DueDate, h.Source;
