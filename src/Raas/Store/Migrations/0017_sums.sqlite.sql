-- The register by a number: for each institution the sum of its rows and the sum of what its journal says, changed with the rows themselves.
-- There is none until everything of the institution was checked once; CheckedOn is the night that last did.
CREATE TABLE register_sum (
    Party INTEGER PRIMARY KEY NOT NULL,
    RowsSum TEXT NOT NULL,
    JournalSum TEXT NOT NULL,
    CheckedOn INTEGER NOT NULL
) STRICT;
