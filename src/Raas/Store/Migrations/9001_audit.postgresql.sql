-- Who looked at whom, and what was asked in whose name. Entries are added, never changed; only retention takes the oldest away.
CREATE TABLE audit_entry (
    EntryId bigint NOT NULL CONSTRAINT pk_audit_entry PRIMARY KEY,
    At timestamptz(3) NOT NULL,
    Channel varchar(16) COLLATE "C" NOT NULL,
    Caller varchar(200) COLLATE "C" NULL,
    Party bigint NULL,
    Operation varchar(64) COLLATE "C" NOT NULL,
    Ssin bigint NULL,
    LegalContext varchar(64) COLLATE "C" NULL,
    Ticket varchar(36) COLLATE "C" NULL,
    TicketCbss varchar(36) COLLATE "C" NULL,
    Outcome varchar(16) COLLATE "C" NOT NULL,
    Reason varchar(500) COLLATE "C" NULL,
    PreviousHash varchar(64) COLLATE "C" NOT NULL,
    Hash varchar(64) COLLATE "C" NOT NULL
);

-- The last entry that retention took away: the chain of those that are left begins after it.
CREATE TABLE audit_anchor (
    AnchorId int NOT NULL CONSTRAINT pk_audit_anchor PRIMARY KEY,
    EntryId bigint NOT NULL,
    Hash varchar(64) COLLATE "C" NOT NULL,
    CONSTRAINT ck_audit_anchor_1 CHECK (AnchorId = 1)
);

INSERT INTO audit_anchor (AnchorId, EntryId, Hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE INDEX ix_audit_entry_at ON audit_entry (At);

CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An entry of the audit is never changed.';
END
$$;

CREATE FUNCTION refuse_removal_from_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.EntryId > (SELECT EntryId FROM audit_anchor) THEN
        RAISE EXCEPTION 'An entry of the audit is taken away by retention only.';
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER tr_audit_entry_update BEFORE UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change_of_audit();

CREATE TRIGGER tr_audit_entry_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();

CREATE TRIGGER tr_audit_entry_delete BEFORE DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_removal_from_audit();
