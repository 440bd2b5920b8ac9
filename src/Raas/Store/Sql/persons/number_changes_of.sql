-- @Ssin bigint
-- What sources said of this number, the latest last, and in which delivery.
SELECT p.DataGroup, p.MutationId, p.Source, p.Date, c.DeliveryId, c.At
FROM person_change p
JOIN change_set c ON c.ChangeSetId = p.ChangeSetId
WHERE p.Ssin = @Ssin AND p.DataGroup IN ('REPLACEMENT', 'CANCELLATION')
ORDER BY p.PersonChangeId;
