-- All was lost but a backup: numbers go on far enough that none is given twice, and the first file after the gap says so.

-- Where the numbers of a chain go on. AfterNumber: the last one that is known; 0: none.
CREATE TABLE chain_restart (
    Party bigint NOT NULL,
    Flow varchar(64) COLLATE "C" NOT NULL,
    FirstNumber bigint NOT NULL,
    AfterNumber bigint NOT NULL,
    At timestamptz(3) NOT NULL,
    Reason varchar(255) COLLATE "C" NOT NULL,
    CONSTRAINT pk_chain_restart PRIMARY KEY (Party, Flow, FirstNumber)
);

-- Of the first file after a gap: what its voucher says of it.
ALTER TABLE outgoing_file ADD COLUMN RestartAfter bigint NULL;
ALTER TABLE outgoing_file ADD COLUMN RestartAt timestamptz(3) NULL;
ALTER TABLE outgoing_file ADD COLUMN RestartReason varchar(255) COLLATE "C" NULL;
