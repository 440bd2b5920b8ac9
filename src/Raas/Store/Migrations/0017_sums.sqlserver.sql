-- The register by a number: for each institution the sum of its rows and the sum of what its journal says, changed with the rows themselves.
-- There is none until everything of the institution was checked once; CheckedOn is the night that last did.
CREATE TABLE register_sum (
    Party bigint NOT NULL CONSTRAINT pk_register_sum PRIMARY KEY,
    RowsSum varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    JournalSum varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CheckedOn date NOT NULL
);
GO
