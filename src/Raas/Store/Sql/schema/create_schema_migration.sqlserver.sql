-- no parameters
-- Two starters at once: the second waits here until the first has committed. The procedure says by its result that it waited in vain.
DECLARE @Lock int;
EXEC @Lock = sp_getapplock @Resource = 'raas-migrate', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 120000;
IF @Lock < 0
BEGIN;
    THROW 50001, 'Another process has been changing the schema of this store for two minutes. Start again when it is done.', 1;
END;
IF OBJECT_ID('dbo.schema_migration') IS NULL
    CREATE TABLE dbo.schema_migration (
        Number int NOT NULL CONSTRAINT pk_schema_migration PRIMARY KEY CLUSTERED,
        Name nvarchar(200) NOT NULL,
        Checksum varchar(64) NOT NULL,
        AppliedAt datetime2(3) NOT NULL
    );
