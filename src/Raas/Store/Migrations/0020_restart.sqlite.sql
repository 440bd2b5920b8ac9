-- All was lost but a backup: numbers go on far enough that none is given twice, and the first file after the gap says so.

-- Where the numbers of a chain go on. AfterNumber: the last one that is known; 0: none.
CREATE TABLE chain_restart (
    Party INTEGER NOT NULL,
    Flow TEXT NOT NULL,
    FirstNumber INTEGER NOT NULL,
    AfterNumber INTEGER NOT NULL,
    At TEXT NOT NULL,
    Reason TEXT NOT NULL,
    CONSTRAINT pk_chain_restart PRIMARY KEY (Party, Flow, FirstNumber)
) STRICT, WITHOUT ROWID;

-- Of the first file after a gap: what its voucher says of it.
ALTER TABLE outgoing_file ADD COLUMN RestartAfter INTEGER NULL;
ALTER TABLE outgoing_file ADD COLUMN RestartAt TEXT NULL;
ALTER TABLE outgoing_file ADD COLUMN RestartReason TEXT NULL;
