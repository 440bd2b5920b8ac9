-- Who looked at whom, and what was asked in whose name. Entries are added, never changed; only retention takes the oldest away.
CREATE TABLE audit_entry (
    EntryId bigint NOT NULL CONSTRAINT pk_audit_entry PRIMARY KEY CLUSTERED,
    At datetime2(3) NOT NULL,
    Channel varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Caller nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    Party bigint NULL,
    Operation varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Ssin bigint NULL,
    LegalContext nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
    Ticket nvarchar(36) COLLATE Latin1_General_100_BIN2 NULL,
    TicketCbss varchar(36) COLLATE Latin1_General_100_BIN2 NULL,
    Outcome varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Reason nvarchar(500) COLLATE Latin1_General_100_BIN2 NULL,
    PreviousHash varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Hash varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL
);
GO

-- The last entry that retention took away: the chain of those that are left begins after it.
CREATE TABLE audit_anchor (
    AnchorId int NOT NULL CONSTRAINT pk_audit_anchor PRIMARY KEY CLUSTERED,
    EntryId bigint NOT NULL,
    Hash varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT ck_audit_anchor_1 CHECK (AnchorId = 1)
);
GO

INSERT INTO audit_anchor (AnchorId, EntryId, Hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
GO

CREATE INDEX ix_audit_entry_at ON audit_entry (At);
GO

CREATE TRIGGER tr_audit_entry_update ON audit_entry AFTER UPDATE
AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM deleted)
        THROW 51001, N'An entry of the audit is never changed.', 1;
END;
GO

CREATE TRIGGER tr_audit_entry_delete ON audit_entry AFTER DELETE
AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM deleted d CROSS JOIN audit_anchor a WHERE d.EntryId > a.EntryId)
        THROW 51001, N'An entry of the audit is taken away by retention only.', 1;
END;
GO
