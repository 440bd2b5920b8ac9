-- @Party bigint, @Ssin bigint
SELECT t.Code, j.ChangeSetId, j.RecordNumber, j.BeforeBegin, j.BeforeEnd, j.AfterBegin, j.AfterEnd, c.At, c.Cause, d.DeliveryId,
       d.DataFileName, d.FileSequenceNumber, n.BusinessDate AS Night
FROM inscription_journal j
JOIN dossier_type t ON t.DossierTypeId = j.DossierTypeId
JOIN change_set c ON c.ChangeSetId = j.ChangeSetId
LEFT JOIN delivery d ON d.DeliveryId = c.DeliveryId
LEFT JOIN night_party n ON n.ChangeSetId = j.ChangeSetId AND n.Party = j.Party
WHERE j.Party = @Party AND j.Ssin = @Ssin
ORDER BY j.ChangeSetId, j.RecordNumber, t.Code, j.Part;
