-- @At datetime2(3), @Operator nvarchar(100), @Reason nvarchar(500), @FileDigest varchar(64), @Party bigint, @What nvarchar(200),
-- @Before nvarchar(2000), @After nvarchar(2000)
INSERT INTO config_change (At, Operator, Reason, FileDigest, Party, What, Before, After)
VALUES (@At, @Operator, @Reason, @FileDigest, @Party, @What, @Before, @After);
