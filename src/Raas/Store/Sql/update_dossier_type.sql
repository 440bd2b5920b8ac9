-- @Party bigint, @Code nvarchar(64), @ValidFrom date, @ValidUntil date, @NameFr nvarchar(128), @NameNl nvarchar(128), @NameDe nvarchar(128)
UPDATE dossier_type
SET ValidFrom = @ValidFrom, ValidUntil = @ValidUntil, NameFr = @NameFr, NameNl = @NameNl, NameDe = @NameDe
WHERE Party = @Party AND Code = @Code;
