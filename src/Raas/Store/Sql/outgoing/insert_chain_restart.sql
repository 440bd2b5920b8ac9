-- @Party bigint, @Flow varchar(64), @FirstNumber bigint, @AfterNumber bigint, @At datetime2(3), @Reason nvarchar(255),
-- @LostSince datetime2(3)
INSERT INTO chain_restart (Party, Flow, FirstNumber, AfterNumber, At, Reason, LostSince)
VALUES (@Party, @Flow, @FirstNumber, @AfterNumber, @At, @Reason, @LostSince);
