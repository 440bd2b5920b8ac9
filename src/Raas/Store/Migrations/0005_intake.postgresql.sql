-- What the intake remembers of the parties' folders.

-- When we first saw what stands in a party's folder, and when it last changed: by our clock, the dates of the files are their owner's.
CREATE TABLE seen_file (
    Party bigint NOT NULL,
    Name varchar(255) COLLATE "C" NOT NULL,
    FileId varchar(64) COLLATE "C" NOT NULL,
    Content varchar(64) COLLATE "C" NOT NULL,
    ChangeTime bigint NOT NULL,
    FirstSeenAt timestamptz(3) NOT NULL,
    ChangedAt timestamptz(3) NOT NULL,
    Flow varchar(64) COLLATE "C" NULL,
    FileSequenceNumber bigint NULL,
    Told int NOT NULL,
    CONSTRAINT pk_seen_file PRIMARY KEY (Party, Name)
);

-- Where the files of a delivery lie that was decided and is not filed yet.
ALTER TABLE delivery ADD COLUMN TakenFolder varchar(255) COLLATE "C" NULL;
