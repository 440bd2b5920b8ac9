-- @Ssin bigint
-- How a number stands, since when it is known, and when it was cancelled, as far as that was noted.
SELECT p.State, p.KnownSince, k.At AS KnownAt, x.ChangeSetId AS CancelledSince, c.At AS CancelledAt
FROM person p
LEFT JOIN change_set k ON k.ChangeSetId = p.KnownSince
LEFT JOIN person_change x ON x.Ssin = p.Ssin AND x.DataGroup = 'CANCELLATION'
LEFT JOIN change_set c ON c.ChangeSetId = x.ChangeSetId
WHERE p.Ssin = @Ssin
ORDER BY x.PersonChangeId;
