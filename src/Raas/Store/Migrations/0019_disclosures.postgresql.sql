-- Who was told of whom in files: for each file that left, the numbers of persons that it names, each with its place in the file. In blocks: numbers
-- in their order, as differences (see DisclosureBlock). What was told stands in the file itself, and is not kept here.
CREATE TABLE disclosure (
    Party bigint NOT NULL,
    Flow varchar(64) COLLATE "C" NOT NULL,
    Number bigint NOT NULL,
    Part int NOT NULL,
    FirstSsin bigint NOT NULL,
    LastSsin bigint NOT NULL,
    Entries int NOT NULL,
    Content bytea NOT NULL,
    CONSTRAINT pk_disclosure PRIMARY KEY (Party, Flow, Number, Part)
);

CREATE INDEX ix_disclosure_ssin ON disclosure (FirstSsin, LastSsin);

-- How far back they go: retention takes away what is older than the audit is kept. What was sent before this migration was not accounted for.
CREATE TABLE disclosure_anchor (
    AnchorId int NOT NULL CONSTRAINT pk_disclosure_anchor PRIMARY KEY,
    KeptSince timestamptz(3) NOT NULL,
    CONSTRAINT ck_disclosure_anchor_1 CHECK (AnchorId = 1)
);

INSERT INTO disclosure_anchor (AnchorId, KeptSince) VALUES (1, '2000-01-01T00:00:00.000Z');

-- By what persons are told of in the file, and by which deliberations; and a digest of the disclosures of all files of the flow so far: absent in
-- files of before.
ALTER TABLE outgoing_file ADD COLUMN LegalContext varchar(64) COLLATE "C" NULL;
ALTER TABLE outgoing_file ADD COLUMN Deliberations text COLLATE "C" NULL;
ALTER TABLE outgoing_file ADD COLUMN DisclosureDigest varchar(64) COLLATE "C" NULL;
