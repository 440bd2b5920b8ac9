-- @BatchId bigint, @ChangeSetId bigint
-- What this change set and later ones changed of the persons of the staged numbers, in the order of the journal.
SELECT c.Ssin, c.DataGroup, c.BeforeValue
FROM (SELECT DISTINCT COALESCE(r.CurrentSsin, k.Ssin) AS Ssin
      FROM stage_key k LEFT JOIN replacement r ON r.OldSsin = k.Ssin
      WHERE k.BatchId = @BatchId) n
JOIN person_change c ON c.Ssin = n.Ssin
WHERE c.ChangeSetId >= @ChangeSetId
ORDER BY c.PersonChangeId;
