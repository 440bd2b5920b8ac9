-- What somebody should know of although it was dealt with: something stood where we write in a party's folder, our copy of a file is lost.
CREATE TABLE notice (
    NoticeId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_notice PRIMARY KEY CLUSTERED,
    Kind varchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Party bigint NOT NULL,
    Subject varchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Message nvarchar(1000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    At datetime2(3) NOT NULL
);
GO

CREATE INDEX ix_notice_at ON notice (At);
GO

-- What the companion with the rejected records must be; absent for those that were written before this was noted.
ALTER TABLE outgoing_file ADD RejectedDigest varchar(64) COLLATE Latin1_General_100_BIN2 NULL;
GO

-- The date that a night counts as, when an operator has said that it ran under a wrong one.
ALTER TABLE night_run ADD CountsAs date NULL;
GO
