-- @BatchId bigint
-- Replacements that wait, of the numbers at hand.
SELECT h.HeldId, h.Ssin, h.NewSsin
FROM stage_key k
JOIN held_mutation h ON h.Ssin = k.Ssin
WHERE k.BatchId = @BatchId AND h.State = 'HELD' AND h.Kind = 'Replacement'
ORDER BY h.HeldId;
