-- @BatchId bigint
-- Whole chains: every replacement that ends where a staged number ends, or in a staged number.
SELECT r.OldSsin, r.NewSsin, r.CurrentSsin, r.Reason, r.Date, r.Source, r.MutationId, r.ChangeSetId
FROM replacement r
WHERE r.CurrentSsin IN (SELECT k.Ssin FROM stage_key k WHERE k.BatchId = @BatchId
                        UNION
                        SELECT x.CurrentSsin FROM stage_key k JOIN replacement x ON x.OldSsin = k.Ssin WHERE k.BatchId = @BatchId)
ORDER BY r.OldSsin;
