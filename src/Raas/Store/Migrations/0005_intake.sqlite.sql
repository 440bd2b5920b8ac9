-- What the intake remembers of the parties' folders.

-- When we first saw what stands in a party's folder, and when it last changed: by our clock, the dates of the files are their owner's.
CREATE TABLE seen_file (
    Party INTEGER NOT NULL,
    Name TEXT NOT NULL,
    FileId TEXT NOT NULL,
    Content TEXT NOT NULL,
    ChangeTime INTEGER NOT NULL,
    FirstSeenAt TEXT NOT NULL,
    ChangedAt TEXT NOT NULL,
    Flow TEXT NULL,
    FileSequenceNumber INTEGER NULL,
    Told INTEGER NOT NULL,
    CONSTRAINT pk_seen_file PRIMARY KEY (Party, Name)
) STRICT, WITHOUT ROWID;

-- Where the files of a delivery lie that was decided and is not filed yet.
ALTER TABLE delivery ADD COLUMN TakenFolder TEXT NULL;
