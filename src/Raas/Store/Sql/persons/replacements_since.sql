-- @ChangeSetId bigint
-- Replacements that this change set or a later one made or annulled, in the order of the journal.
SELECT p.Ssin AS OldSsin, p.NewSsin, CASE WHEN p.AfterValue IS NULL THEN 0 ELSE 1 END AS IsMade, p.PersonChangeId, p.ChangeSetId
FROM person_change p
WHERE p.DataGroup = 'REPLACEMENT' AND p.ChangeSetId >= @ChangeSetId
ORDER BY p.PersonChangeId;
