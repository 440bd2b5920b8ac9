-- @Party bigint, @Code nvarchar(64), @ValidFrom date, @ValidUntil date, @NameFr nvarchar(128), @NameNl nvarchar(128), @NameDe nvarchar(128)
INSERT INTO dossier_type (Party, Code, ValidFrom, ValidUntil, NameFr, NameNl, NameDe)
VALUES (@Party, @Code, @ValidFrom, @ValidUntil, @NameFr, @NameNl, @NameDe);
