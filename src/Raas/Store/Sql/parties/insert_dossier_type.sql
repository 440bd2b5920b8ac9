-- @Party bigint, @Code nvarchar(64), @ValidFrom date, @ValidUntil date, @NameFr nvarchar(256), @NameNl nvarchar(256), @NameDe nvarchar(256)
INSERT INTO dossier_type (Party, Code, ValidFrom, ValidUntil, NameFr, NameNl, NameDe)
VALUES (@Party, @Code, @ValidFrom, @ValidUntil, @NameFr, @NameNl, @NameDe);
