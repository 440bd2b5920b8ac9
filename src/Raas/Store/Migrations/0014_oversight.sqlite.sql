-- What became of a file after it went out: the party's download of it (as its SFTP server, or somebody, said), that it stands in out no longer, and that our own
-- retention took it away. All absent: it stands there, and nobody has fetched it.
ALTER TABLE outgoing_file ADD COLUMN FetchedAt TEXT NULL;
ALTER TABLE outgoing_file ADD COLUMN FetchedBy TEXT NULL;
ALTER TABLE outgoing_file ADD COLUMN GoneAt TEXT NULL;
ALTER TABLE outgoing_file ADD COLUMN RemovedAt TEXT NULL;

-- Files that nobody has fetched, as far as is known.
CREATE INDEX ix_outgoing_file_open ON outgoing_file (Party, Flow, Number) WHERE GoneAt IS NULL AND RemovedAt IS NULL AND PublishedAt IS NOT NULL;

-- Where lanes stand, and whether something right came after a refusal: asked every minute, of a ledger of years.
CREATE INDEX ix_delivery_party ON delivery (Party, Decision, DeliveryId, Flow, FileSequenceNumber, DecidedAt);

-- Somebody has seen an alarm and says what is done about it; it stays open until it is over.
ALTER TABLE alarm ADD COLUMN AcknowledgedAt TEXT NULL;
ALTER TABLE alarm ADD COLUMN AcknowledgedBy TEXT NULL;
ALTER TABLE alarm ADD COLUMN AcknowledgeNote TEXT NULL;

-- In which language people there read (fr, nl, de, en; absent: not said), and whether they want files that a person can read.
ALTER TABLE party ADD COLUMN Language TEXT NULL;
ALTER TABLE party ADD COLUMN HumanView INTEGER NOT NULL DEFAULT 0;

-- Whom to call there, in the order of the configuration.
CREATE TABLE party_contact (
    Party INTEGER NOT NULL,
    Position INTEGER NOT NULL,
    Name TEXT NOT NULL,
    Mail TEXT NULL,
    Telephone TEXT NULL,
    CONSTRAINT pk_party_contact PRIMARY KEY (Party, Position)
) STRICT, WITHOUT ROWID;

-- What was changed in the configuration: what it was, what it became, by whom, why, and the SHA-256 of the file that said so. Secrets are never in it.
CREATE TABLE config_change (
    ConfigChangeId INTEGER PRIMARY KEY AUTOINCREMENT,
    At TEXT NOT NULL,
    Operator TEXT NOT NULL,
    Reason TEXT NOT NULL,
    FileDigest TEXT NOT NULL,
    Party INTEGER NOT NULL,
    What TEXT NOT NULL,
    Before TEXT NULL,
    After TEXT NULL
) STRICT;

CREATE INDEX ix_config_change_party ON config_change (Party, ConfigChangeId);

-- Which night changed a row.
CREATE INDEX ix_night_party_change_set ON night_party (ChangeSetId) WHERE ChangeSetId IS NOT NULL;

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
