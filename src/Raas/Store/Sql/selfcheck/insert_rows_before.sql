-- @Party bigint, @ChangeSetId bigint
-- What the journal leaves of each key that was changed by this change set or later, before it.
INSERT INTO inscription (Party, Ssin, DossierTypeId, BeginDate, EndDate)
SELECT s.Party, s.Ssin, s.DossierTypeId, s.BeginDate, s.EndDate
FROM (
    SELECT Party, Ssin, DossierTypeId, AfterBegin AS BeginDate, AfterEnd AS EndDate, 1 AS Step
    FROM inscription_journal WHERE Party = @Party AND ChangeSetId < @ChangeSetId AND AfterBegin IS NOT NULL
    UNION ALL
    SELECT Party, Ssin, DossierTypeId, BeforeBegin, BeforeEnd, -1
    FROM inscription_journal WHERE Party = @Party AND ChangeSetId < @ChangeSetId AND BeforeBegin IS NOT NULL) AS s
WHERE EXISTS (
    SELECT 1 FROM inscription_journal j
    WHERE j.Party = s.Party AND j.Ssin = s.Ssin AND j.DossierTypeId = s.DossierTypeId AND j.ChangeSetId >= @ChangeSetId)
GROUP BY s.Party, s.Ssin, s.DossierTypeId, s.BeginDate, s.EndDate
HAVING SUM(s.Step) > 0;
