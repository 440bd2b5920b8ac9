-- @Party bigint, @Ssin bigint
-- Of each key under which a piece that was registered under this number ever stood: what each change set left there. CROSS JOIN: SQLite
-- then begins with the number.
SELECT j.HolderSsin, j.DossierTypeId, j.OriginSsin, j.ChangeSetId, c.At
FROM (SELECT DISTINCT HolderSsin, DossierTypeId FROM moved_row_journal WHERE Party = @Party AND OriginSsin = @Ssin) h
CROSS JOIN moved_row_journal j
CROSS JOIN change_set c
WHERE j.Party = @Party AND j.HolderSsin = h.HolderSsin AND j.DossierTypeId = h.DossierTypeId AND c.ChangeSetId = j.ChangeSetId
ORDER BY j.ChangeSetId;
