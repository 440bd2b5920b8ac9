-- @Party bigint, @Ssin bigint
-- The person's current number and how it stands, beside each row of the party under any number of the person, or under another one until
-- the next night moves it; of a row of which pieces are kept, one line for each: one statement, so that no replacement comes in between.
-- CROSS JOIN: SQLite then takes the tables in this order, and not all rows of the party first.
SELECT c.Ssin AS CurrentSsin, COALESCE(p.State, 0) AS State, x.Ssin, x.HolderCurrent, x.Code, x.BeginDate, x.EndDate,
       x.PieceCurrent, x.PieceBegin, x.PieceEnd
FROM (SELECT COALESCE((SELECT r.CurrentSsin FROM replacement r WHERE r.OldSsin = @Ssin), @Ssin) AS Ssin) c
LEFT JOIN person p ON p.Ssin = c.Ssin
LEFT JOIN (
    SELECT i.Ssin, COALESCE(h.CurrentSsin, i.Ssin) AS HolderCurrent, t.Code, i.BeginDate, i.EndDate,
           COALESCE(f.CurrentSsin, a.OriginSsin) AS PieceCurrent, a.BeginDate AS PieceBegin, a.EndDate AS PieceEnd
    FROM (
        SELECT COALESCE((SELECT r.CurrentSsin FROM replacement r WHERE r.OldSsin = @Ssin), @Ssin) AS Ssin
        UNION
        SELECT r.OldSsin FROM replacement r
        WHERE r.CurrentSsin = COALESCE((SELECT y.CurrentSsin FROM replacement y WHERE y.OldSsin = @Ssin), @Ssin)
        UNION
        SELECT m.HolderSsin FROM moved_row m
        WHERE m.Party = @Party AND m.OriginSsin = COALESCE((SELECT z.CurrentSsin FROM replacement z WHERE z.OldSsin = @Ssin), @Ssin)
        UNION
        SELECT m.HolderSsin FROM replacement o CROSS JOIN moved_row m
        WHERE m.Party = @Party AND m.OriginSsin = o.OldSsin
          AND o.CurrentSsin = COALESCE((SELECT w.CurrentSsin FROM replacement w WHERE w.OldSsin = @Ssin), @Ssin)
    ) n
    CROSS JOIN inscription i
    CROSS JOIN dossier_type t
    LEFT JOIN replacement h ON h.OldSsin = i.Ssin
    LEFT JOIN moved_row a ON a.Party = @Party AND a.HolderSsin = i.Ssin AND a.DossierTypeId = i.DossierTypeId
                         AND a.BeginDate >= i.BeginDate AND a.EndDate <= i.EndDate
    LEFT JOIN replacement f ON f.OldSsin = a.OriginSsin
    WHERE i.Party = @Party AND i.Ssin = n.Ssin AND t.DossierTypeId = i.DossierTypeId
) x ON 1 = 1
ORDER BY x.Code, x.BeginDate, x.Ssin, x.PieceBegin, x.PieceEnd, x.PieceCurrent;
