-- Signed messages that were received, until they are out of date: none passes twice.
CREATE TABLE seen_message (
    Digest TEXT NOT NULL,
    ExpiresAt TEXT NOT NULL,
    CONSTRAINT pk_seen_message PRIMARY KEY (Digest)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_seen_message_expires ON seen_message (ExpiresAt);
