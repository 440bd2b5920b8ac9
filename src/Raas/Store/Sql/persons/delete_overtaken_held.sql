-- @DueDate date
-- Of what one source told of a person for the same day, the last word counts.
DELETE FROM held_mutation
WHERE State = 'HELD' AND DueDate <= @DueDate AND Kind = 'Person'
  AND EXISTS (SELECT 1 FROM held_mutation later
              WHERE later.Ssin = held_mutation.Ssin AND later.Source = held_mutation.Source AND later.DueDate = held_mutation.DueDate
                AND later.Kind = 'Person' AND later.State = 'HELD' AND later.HeldId > held_mutation.HeldId);
