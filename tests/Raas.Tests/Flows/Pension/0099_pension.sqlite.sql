-- Pensions that were granted or ended, in the order in which they were told.
CREATE TABLE pension (
    PensionNo INTEGER PRIMARY KEY NOT NULL,
    Ssin INTEGER NOT NULL,
    MutationId INTEGER NOT NULL,
    Kind TEXT NOT NULL,
    Date INTEGER NOT NULL,
    Source INTEGER NOT NULL
) STRICT;
