-- All was lost but a backup: numbers go on far enough that none is given twice, and the first file after the gap says so.

-- Where the numbers of a chain go on. AfterNumber: the last one that is known; 0: none.
CREATE TABLE chain_restart (
    Party bigint NOT NULL,
    Flow varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FirstNumber bigint NOT NULL,
    AfterNumber bigint NOT NULL,
    At datetime2(3) NOT NULL,
    Reason nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT pk_chain_restart PRIMARY KEY CLUSTERED (Party, Flow, FirstNumber)
);
GO

-- Of the first file after a gap: what its voucher says of it.
ALTER TABLE outgoing_file ADD RestartAfter bigint NULL;
GO
ALTER TABLE outgoing_file ADD RestartAt datetime2(3) NULL;
GO
ALTER TABLE outgoing_file ADD RestartReason nvarchar(255) COLLATE Latin1_General_100_BIN2 NULL;
GO
