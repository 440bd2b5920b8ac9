-- @BatchId bigint
-- Replacements that wait, of the numbers at hand.
SELECT h.HeldId, h.Ssin, h.NewSsin
FROM stage_key k
CROSS JOIN held_mutation h
WHERE k.BatchId = @BatchId AND h.Ssin = k.Ssin AND h.State = 'HELD' AND h.Kind = 'Replacement'
ORDER BY h.HeldId;
