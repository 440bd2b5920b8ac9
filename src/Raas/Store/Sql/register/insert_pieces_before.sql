-- @Party bigint, @ChangeSetId bigint
-- What was last journalled before it of each key that was changed by this change set or later.
INSERT INTO moved_row (Party, HolderSsin, DossierTypeId, OriginSsin, BeginDate, EndDate, ChangeSetId)
SELECT j.Party, j.HolderSsin, j.DossierTypeId, j.OriginSsin, j.BeginDate, j.EndDate, j.ChangeSetId
FROM (SELECT HolderSsin, DossierTypeId, MAX(CASE WHEN ChangeSetId < @ChangeSetId THEN ChangeSetId ELSE 0 END) AS LastBefore
      FROM moved_row_journal WHERE Party = @Party
      GROUP BY HolderSsin, DossierTypeId HAVING MAX(ChangeSetId) >= @ChangeSetId) k
JOIN moved_row_journal j ON j.HolderSsin = k.HolderSsin AND j.DossierTypeId = k.DossierTypeId AND j.ChangeSetId = k.LastBefore
WHERE j.Party = @Party AND j.OriginSsin <> 0;
