-- What became of a file after it went out: the party's download of it (as its SFTP server, or somebody, said), that it stands in out no longer, and that our own
-- retention took it away. All absent: it stands there, and nobody has fetched it.
ALTER TABLE outgoing_file ADD FetchedAt datetime2(3) NULL;
GO
ALTER TABLE outgoing_file ADD FetchedBy nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL;
GO
ALTER TABLE outgoing_file ADD GoneAt datetime2(3) NULL;
GO
ALTER TABLE outgoing_file ADD RemovedAt datetime2(3) NULL;
GO

-- Files that nobody has fetched, as far as is known.
CREATE INDEX ix_outgoing_file_open ON outgoing_file (Party, Flow, Number) WHERE GoneAt IS NULL AND RemovedAt IS NULL AND PublishedAt IS NOT NULL;
GO

-- Where lanes stand, and whether something right came after a refusal: asked every minute, of a ledger of years.
CREATE INDEX ix_delivery_party ON delivery (Party, Decision, DeliveryId) INCLUDE (Flow, FileSequenceNumber, DecidedAt);
GO

-- Somebody has seen an alarm and says what is done about it; it stays open until it is over.
ALTER TABLE alarm ADD AcknowledgedAt datetime2(3) NULL;
GO
ALTER TABLE alarm ADD AcknowledgedBy nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL;
GO
ALTER TABLE alarm ADD AcknowledgeNote nvarchar(500) COLLATE Latin1_General_100_BIN2 NULL;
GO

-- In which language people there read (fr, nl, de, en; absent: not said), and whether they want files that a person can read.
ALTER TABLE party ADD Language varchar(2) COLLATE Latin1_General_100_BIN2 NULL;
GO
ALTER TABLE party ADD HumanView bit NOT NULL CONSTRAINT df_party_humanview DEFAULT 0;
GO

-- Whom to call there, in the order of the configuration.
CREATE TABLE party_contact (
    Party bigint NOT NULL,
    Position int NOT NULL,
    Name nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Mail nvarchar(254) COLLATE Latin1_General_100_BIN2 NULL,
    Telephone nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
    CONSTRAINT pk_party_contact PRIMARY KEY CLUSTERED (Party, Position)
);
GO

-- What was changed in the configuration: what it was, what it became, by whom, why, and the SHA-256 of the file that said so. Secrets are never in it.
CREATE TABLE config_change (
    ConfigChangeId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_config_change PRIMARY KEY CLUSTERED,
    At datetime2(3) NOT NULL,
    Operator nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Reason nvarchar(500) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FileDigest varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Party bigint NOT NULL,
    What nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Before nvarchar(2000) COLLATE Latin1_General_100_BIN2 NULL,
    After nvarchar(2000) COLLATE Latin1_General_100_BIN2 NULL
);
GO

CREATE INDEX ix_config_change_party ON config_change (Party, ConfigChangeId);
GO

-- Which night changed a row.
CREATE INDEX ix_night_party_change_set ON night_party (ChangeSetId) WHERE ChangeSetId IS NOT NULL;
GO

-- How a delivery ended for its party: the first code of a refusal, and what was accepted after it, under its number; where that is not known or was
-- taken before, whatever came after.
CREATE VIEW delivery_settled AS
SELECT d.DeliveryId,
       (SELECT e.Code FROM delivery_error e WHERE e.DeliveryId = d.DeliveryId
          AND e.ErrorNumber = (SELECT MIN(f.ErrorNumber) FROM delivery_error f WHERE f.DeliveryId = d.DeliveryId)) AS FirstCode,
       (SELECT MIN(a.DeliveryId) FROM delivery a
        WHERE d.Decision = 'REFUSED' AND a.Party = d.Party AND a.Decision = 'ACCEPTED' AND a.DeliveryId > d.DeliveryId
          AND (d.Flow IS NULL OR a.Flow = d.Flow) AND (d.FileSequenceNumber IS NULL OR a.FileSequenceNumber = d.FileSequenceNumber
              OR EXISTS (SELECT 1 FROM delivery b WHERE b.Party = d.Party AND b.Flow = d.Flow
                AND b.FileSequenceNumber = d.FileSequenceNumber AND b.Decision = 'ACCEPTED' AND b.DeliveryId < d.DeliveryId))) AS SettledBy
FROM delivery d;
GO
