-- @Source bigint, @DueDate date, @Most int
-- What can be tried now, in the order in which it would have been applied.
SELECT TOP (@Most) h.HeldId, h.MutationId, h.Groups, h.Content FROM held_mutation h
WHERE h.Source = @Source AND h.State = 'HELD' AND h.DueDate <= @DueDate
  AND (h.Kind <> 'Replacement' OR EXISTS (SELECT 1 FROM person p WHERE p.Ssin = h.NewSsin))
ORDER BY h.DueDate, h.HeldId;
