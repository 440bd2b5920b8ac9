-- @Source bigint, @DueDate date, @EvenNumbers int, @Most int
-- What a source told for one day and can be tried now, in the order in which it was told.
SELECT TOP (@Most) h.HeldId, h.MutationId, h.LegalContext, h.Content, c.DeliveryId FROM held_mutation h
LEFT JOIN person_mutation m ON m.Source = h.Source AND m.MutationId = h.MutationId
LEFT JOIN change_set c ON c.ChangeSetId = m.ChangeSetId
WHERE h.Source = @Source AND h.State = 'HELD' AND h.DueDate = @DueDate AND (h.IsForDay = 1 OR @EvenNumbers = 1)
  AND (h.Kind <> 'Replacement' OR EXISTS (SELECT 1 FROM person p WHERE p.Ssin = h.NewSsin))
ORDER BY h.HeldId;
