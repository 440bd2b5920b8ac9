-- @Party bigint, @Name varchar(64)
INSERT INTO legal_context (Party, Name) VALUES (@Party, @Name);
