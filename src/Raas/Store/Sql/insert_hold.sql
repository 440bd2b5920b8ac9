-- @Party bigint, @Flow varchar(64), @Operator nvarchar(100), @Reason nvarchar(500), @At datetime2(3)
INSERT INTO lane_hold (Party, Flow, Operator, Reason, HeldAt) VALUES (@Party, @Flow, @Operator, @Reason, @At);
