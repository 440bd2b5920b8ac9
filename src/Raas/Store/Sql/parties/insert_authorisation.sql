-- @Party bigint, @Service nvarchar(128), @DeliberationNumber nvarchar(128), @DossierTypes nvarchar(max), @DataGroups nvarchar(200),
-- @ValidFrom date, @ValidUntil date
INSERT INTO authorisation (Party, Service, DeliberationNumber, DossierTypes, DataGroups, ValidFrom, ValidUntil)
VALUES (@Party, @Service, @DeliberationNumber, @DossierTypes, @DataGroups, @ValidFrom, @ValidUntil);
