-- @Party bigint, @Ssin bigint
-- The person's current number and how it stands, beside each row of the party under any number of the person: one statement, so that no
-- replacement comes in between.
SELECT c.Ssin AS CurrentSsin, COALESCE(p.State, 0) AS State, x.Ssin, x.Code, x.BeginDate, x.EndDate
FROM (SELECT COALESCE((SELECT r.CurrentSsin FROM replacement r WHERE r.OldSsin = @Ssin), @Ssin) AS Ssin) c
LEFT JOIN person p ON p.Ssin = c.Ssin
LEFT JOIN (
    SELECT i.Ssin, t.Code, i.BeginDate, i.EndDate
    FROM (
        SELECT COALESCE((SELECT r.CurrentSsin FROM replacement r WHERE r.OldSsin = @Ssin), @Ssin) AS Ssin
        UNION
        SELECT r.OldSsin FROM replacement r
        WHERE r.CurrentSsin = COALESCE((SELECT y.CurrentSsin FROM replacement y WHERE y.OldSsin = @Ssin), @Ssin)
    ) n
    JOIN inscription i ON i.Party = @Party AND i.Ssin = n.Ssin
    JOIN dossier_type t ON t.DossierTypeId = i.DossierTypeId
) x ON 1 = 1
ORDER BY x.Code, x.BeginDate, x.Ssin;
