-- @Party bigint
SELECT Ssin, DossierTypeId, ChangeSetId, RecordNumber, BeforeBegin, BeforeEnd, AfterBegin, AfterEnd
FROM inscription_journal WHERE Party = @Party ORDER BY Ssin, DossierTypeId, ChangeSetId, RecordNumber, Part;
