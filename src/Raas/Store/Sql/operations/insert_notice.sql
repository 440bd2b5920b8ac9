-- @Kind varchar(32), @Party bigint, @Subject nvarchar(200), @Message nvarchar(1000), @At datetime2(3)
INSERT INTO notice (Kind, Party, Subject, Message, At) VALUES (@Kind, @Party, @Subject, @Message, @At);
