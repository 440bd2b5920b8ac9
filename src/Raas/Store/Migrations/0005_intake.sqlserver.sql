-- What the intake remembers of the parties' folders.

-- When we first saw what stands in a party's folder, and when it last changed: by our clock, the dates of the files are their owner's.
CREATE TABLE seen_file (
    Party bigint NOT NULL,
    Name nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FileId varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Content varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ChangeTime bigint NOT NULL,
    FirstSeenAt datetime2(3) NOT NULL,
    ChangedAt datetime2(3) NOT NULL,
    Flow varchar(64) COLLATE Latin1_General_100_BIN2 NULL,
    FileSequenceNumber bigint NULL,
    Told int NOT NULL,
    CONSTRAINT pk_seen_file PRIMARY KEY CLUSTERED (Party, Name)
);
GO

-- Where the files of a delivery lie that was decided and is not filed yet.
ALTER TABLE delivery ADD TakenFolder nvarchar(255) COLLATE Latin1_General_100_BIN2 NULL;
GO
