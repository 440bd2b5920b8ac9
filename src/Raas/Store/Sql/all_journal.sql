-- no parameters
SELECT Party, Ssin, DossierTypeId, BeforeBegin, BeforeEnd, AfterBegin, AfterEnd
FROM inscription_journal ORDER BY Party, Ssin, DossierTypeId, ChangeSetId, RecordNumber, Part;
