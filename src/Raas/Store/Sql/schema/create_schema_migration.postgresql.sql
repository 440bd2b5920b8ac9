-- no parameters
-- Two starters at once: the second waits here until the first has committed, or its lock_timeout is over.
SELECT pg_advisory_xact_lock(1380008275::bigint * 4294967296 - 2);
CREATE TABLE IF NOT EXISTS schema_migration (
    Number int NOT NULL CONSTRAINT pk_schema_migration PRIMARY KEY,
    Name varchar(200) NOT NULL,
    Checksum varchar(64) NOT NULL,
    AppliedAt timestamptz(3) NOT NULL
);
