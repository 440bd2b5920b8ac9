-- Signed messages that were received, until they are out of date: none passes twice.
CREATE TABLE seen_message (
    Digest varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_seen_message PRIMARY KEY CLUSTERED,
    ExpiresAt datetime2(3) NOT NULL
);
GO

CREATE INDEX ix_seen_message_expires ON seen_message (ExpiresAt);
GO
