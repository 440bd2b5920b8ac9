-- no parameters
-- Two starters at once: the second waits here until the first has committed.
EXEC sp_getapplock @Resource = 'raas-migrate', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 120000;
IF OBJECT_ID('dbo.schema_migration') IS NULL
    CREATE TABLE dbo.schema_migration (
        Number int NOT NULL CONSTRAINT pk_schema_migration PRIMARY KEY CLUSTERED,
        Name nvarchar(200) NOT NULL,
        Checksum varchar(64) NOT NULL,
        AppliedAt datetime2(3) NOT NULL
    );
