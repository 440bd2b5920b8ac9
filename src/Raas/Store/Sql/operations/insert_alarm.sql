-- @Kind varchar(32), @Subject nvarchar(200), @Party bigint, @Message nvarchar(1000), @At datetime2(3)
INSERT INTO alarm (Kind, Subject, Party, Message, RaisedAt, ClosedAt, RaiseSentAt, CloseSentAt)
VALUES (@Kind, @Subject, @Party, @Message, @At, NULL, NULL, NULL);
