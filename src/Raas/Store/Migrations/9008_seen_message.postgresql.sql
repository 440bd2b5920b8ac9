-- Signed messages that were received, until they are out of date: none passes twice.
CREATE TABLE seen_message (
    Digest varchar(64) COLLATE "C" NOT NULL CONSTRAINT pk_seen_message PRIMARY KEY,
    ExpiresAt timestamptz(3) NOT NULL
);

CREATE INDEX ix_seen_message_expires ON seen_message (ExpiresAt);
