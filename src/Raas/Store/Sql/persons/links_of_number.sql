-- @Ssin bigint
-- What was ever said of a number as the old or the new one of a replacement, in the order of the journal; and what stands now, as entry 0:
-- what an earlier version has taken out of the journal.
SELECT l.OldSsin, l.NewSsin, l.IsMade, l.PersonChangeId, l.ChangeSetId, c.At
FROM (
    SELECT p.Ssin AS OldSsin, p.NewSsin, CASE WHEN p.AfterValue IS NULL THEN 0 ELSE 1 END AS IsMade, p.PersonChangeId, p.ChangeSetId
    FROM person_change p WHERE p.Ssin = @Ssin AND p.NewSsin IS NOT NULL
    UNION ALL
    SELECT p.Ssin, p.NewSsin, CASE WHEN p.AfterValue IS NULL THEN 0 ELSE 1 END, p.PersonChangeId, p.ChangeSetId
    FROM person_change p WHERE p.NewSsin = @Ssin
    UNION ALL
    SELECT r.OldSsin, r.NewSsin, 1, 0, r.ChangeSetId FROM replacement r WHERE r.OldSsin = @Ssin
    UNION ALL
    SELECT r.OldSsin, r.NewSsin, 1, 0, r.ChangeSetId FROM replacement r WHERE r.NewSsin = @Ssin
) l
JOIN change_set c ON c.ChangeSetId = l.ChangeSetId
ORDER BY l.PersonChangeId;
