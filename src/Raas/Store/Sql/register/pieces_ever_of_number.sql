-- @Party bigint, @Ssin bigint
-- Of each key under which a piece that was registered under this number ever stood, and of each key of this number: what each change set
-- left there. CROSS JOIN: SQLite then begins with the number.
SELECT j.HolderSsin, t.Code, j.OriginSsin, j.BeginDate, j.EndDate, j.ChangeSetId, c.At
FROM (SELECT HolderSsin, DossierTypeId FROM moved_row_journal WHERE Party = @Party AND OriginSsin = @Ssin
      UNION
      SELECT HolderSsin, DossierTypeId FROM moved_row_journal WHERE Party = @Party AND HolderSsin = @Ssin) h
CROSS JOIN moved_row_journal j
CROSS JOIN dossier_type t
CROSS JOIN change_set c
WHERE j.Party = @Party AND j.HolderSsin = h.HolderSsin AND j.DossierTypeId = h.DossierTypeId AND t.DossierTypeId = j.DossierTypeId
  AND c.ChangeSetId = j.ChangeSetId
ORDER BY j.ChangeSetId;
