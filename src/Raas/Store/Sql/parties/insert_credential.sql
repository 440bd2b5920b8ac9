-- @Party bigint, @Name nvarchar(200), @Subject nvarchar(800), @Thumbprint varchar(64), @Secret varchar(200), @ValidFrom date,
-- @ValidUntil date
INSERT INTO credential (Party, Name, Subject, Thumbprint, Secret, ValidFrom, ValidUntil)
VALUES (@Party, @Name, @Subject, @Thumbprint, @Secret, @ValidFrom, @ValidUntil);
