-- @Party bigint, @Position int, @Name nvarchar(128), @Mail nvarchar(254), @Telephone nvarchar(40)
INSERT INTO party_contact (Party, Position, Name, Mail, Telephone) VALUES (@Party, @Position, @Name, @Mail, @Telephone);
