-- @Party bigint, @Flow varchar(64), @Operator nvarchar(200), @Reason nvarchar(1000), @At datetime2(3)
INSERT INTO lane_hold (Party, Flow, Operator, Reason, HeldAt) VALUES (@Party, @Flow, @Operator, @Reason, @At);
