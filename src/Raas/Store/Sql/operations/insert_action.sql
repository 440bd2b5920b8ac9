-- @At datetime2(3), @Operator nvarchar(200), @Action varchar(32), @Party bigint, @Flow varchar(64), @Number bigint, @Ssin bigint,
-- @Reason nvarchar(1000)
INSERT INTO operator_action (At, Operator, Action, Party, Flow, Number, Ssin, Reason)
VALUES (@At, @Operator, @Action, @Party, @Flow, @Number, @Ssin, @Reason);
