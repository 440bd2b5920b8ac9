-- @Party bigint, @Name nvarchar(100), @Subject nvarchar(400), @Thumbprint varchar(64), @Secret varchar(200), @ValidFrom date, @ValidUntil date
INSERT INTO credential (Party, Name, Subject, Thumbprint, Secret, ValidFrom, ValidUntil)
VALUES (@Party, @Name, @Subject, @Thumbprint, @Secret, @ValidFrom, @ValidUntil);
