-- @Party bigint, @Ssin bigint
-- Every row that came or went under one number.
SELECT t.Code, j.BeforeBegin, j.BeforeEnd, j.AfterBegin, j.AfterEnd, j.ChangeSetId, c.At
FROM inscription_journal j
JOIN dossier_type t ON t.DossierTypeId = j.DossierTypeId
JOIN change_set c ON c.ChangeSetId = j.ChangeSetId
WHERE j.Party = @Party AND j.Ssin = @Ssin
ORDER BY j.ChangeSetId;
