-- @Party bigint, @Code nvarchar(64), @ValidFrom date, @ValidUntil date, @NameFr nvarchar(256), @NameNl nvarchar(256), @NameDe nvarchar(256)
UPDATE dossier_type
SET ValidFrom = @ValidFrom, ValidUntil = @ValidUntil, NameFr = @NameFr, NameNl = @NameNl, NameDe = @NameDe
WHERE Party = @Party AND Code = @Code;
