-- Who looked at whom, and what was asked in whose name. Entries are added, never changed; only retention takes the oldest away.
CREATE TABLE audit_entry (
    EntryId INTEGER PRIMARY KEY NOT NULL,
    At TEXT NOT NULL,
    Channel TEXT NOT NULL,
    Caller TEXT NULL,
    Party INTEGER NULL,
    Operation TEXT NOT NULL,
    Ssin INTEGER NULL,
    LegalContext TEXT NULL,
    Ticket TEXT NULL,
    TicketCbss TEXT NULL,
    Outcome TEXT NOT NULL,
    Reason TEXT NULL,
    PreviousHash TEXT NOT NULL,
    Hash TEXT NOT NULL
) STRICT;

-- The last entry that retention took away: the chain of those that are left begins after it.
CREATE TABLE audit_anchor (
    AnchorId INTEGER PRIMARY KEY NOT NULL,
    EntryId INTEGER NOT NULL,
    Hash TEXT NOT NULL,
    CONSTRAINT ck_audit_anchor_1 CHECK (AnchorId = 1)
) STRICT;

INSERT INTO audit_anchor (AnchorId, EntryId, Hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE INDEX ix_audit_entry_at ON audit_entry (At);

CREATE TRIGGER tr_audit_entry_update BEFORE UPDATE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'An entry of the audit is never changed.');
END;

CREATE TRIGGER tr_audit_entry_delete BEFORE DELETE ON audit_entry WHEN OLD.EntryId > (SELECT EntryId FROM audit_anchor)
BEGIN
    SELECT RAISE(ABORT, 'An entry of the audit is taken away by retention only.');
END;
