-- no parameters
SELECT DossierTypeId, Party, Code, ValidFrom, ValidUntil, NameFr, NameNl, NameDe FROM dossier_type ORDER BY Party, Code;
