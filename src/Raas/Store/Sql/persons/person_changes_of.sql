-- @Ssin bigint
-- What sources said of this number, the latest last; in which delivery, and in a call where there is none.
SELECT p.PersonChangeId, p.Ssin, p.DataGroup, p.BeforeValue, p.AfterValue, p.Date, p.Source, p.MutationId, c.DeliveryId, c.At
FROM person_change p
JOIN change_set c ON c.ChangeSetId = p.ChangeSetId
WHERE p.Ssin = @Ssin
ORDER BY p.PersonChangeId;
