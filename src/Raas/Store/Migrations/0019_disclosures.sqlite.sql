-- Who was told of whom in files: for each file that left, the numbers of persons that it names, each with its place in the file. In blocks: numbers
-- in their order, as differences (see DisclosureBlock). What was told stands in the file itself, and is not kept here.
CREATE TABLE disclosure (
    Party INTEGER NOT NULL,
    Flow TEXT NOT NULL,
    Number INTEGER NOT NULL,
    Part INTEGER NOT NULL,
    FirstSsin INTEGER NOT NULL,
    LastSsin INTEGER NOT NULL,
    Entries INTEGER NOT NULL,
    Content BLOB NOT NULL,
    CONSTRAINT pk_disclosure PRIMARY KEY (Party, Flow, Number, Part)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_disclosure_ssin ON disclosure (FirstSsin, LastSsin);

-- How far back they go: retention takes away what is older than the audit is kept. What was sent before this migration was not accounted for.
CREATE TABLE disclosure_anchor (
    AnchorId INTEGER PRIMARY KEY NOT NULL,
    KeptSince TEXT NOT NULL,
    CONSTRAINT ck_disclosure_anchor_1 CHECK (AnchorId = 1)
) STRICT;

INSERT INTO disclosure_anchor (AnchorId, KeptSince) VALUES (1, '2000-01-01T00:00:00.000Z');

-- By what persons are told of in the file, and by which deliberations; and a digest of the disclosures of all files of the flow so far: absent in
-- files of before.
ALTER TABLE outgoing_file ADD COLUMN LegalContext TEXT NULL;
ALTER TABLE outgoing_file ADD COLUMN Deliberations TEXT NULL;
ALTER TABLE outgoing_file ADD COLUMN DisclosureDigest TEXT NULL;
