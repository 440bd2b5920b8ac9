-- no parameters
CREATE TABLE IF NOT EXISTS schema_migration (
    Number INTEGER PRIMARY KEY NOT NULL,
    Name TEXT NOT NULL,
    Checksum TEXT NOT NULL,
    AppliedAt TEXT NOT NULL
) STRICT;
