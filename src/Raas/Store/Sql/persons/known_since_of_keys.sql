-- @BatchId bigint, @ChangeSetId bigint
-- Which of the persons of the staged numbers nobody knew before this change set.
SELECT p.Ssin
FROM (SELECT DISTINCT COALESCE(r.CurrentSsin, k.Ssin) AS Ssin
      FROM stage_key k LEFT JOIN replacement r ON r.OldSsin = k.Ssin
      WHERE k.BatchId = @BatchId) n
JOIN person p ON p.Ssin = n.Ssin
WHERE p.KnownSince >= @ChangeSetId;
