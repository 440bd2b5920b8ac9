-- What somebody should know of although it was dealt with: something stood where we write in a party's folder, our copy of a file is lost.
CREATE TABLE notice (
    NoticeId INTEGER PRIMARY KEY AUTOINCREMENT,
    Kind TEXT NOT NULL,
    Party INTEGER NOT NULL,
    Subject TEXT NOT NULL,
    Message TEXT NOT NULL,
    At TEXT NOT NULL
) STRICT;

CREATE INDEX ix_notice_at ON notice (At);

-- What the companion with the rejected records must be; absent for those that were written before this was noted.
ALTER TABLE outgoing_file ADD COLUMN RejectedDigest TEXT NULL;

-- The date that a night counts as, when an operator has said that it ran under a wrong one.
ALTER TABLE night_run ADD COLUMN CountsAs INTEGER NULL;
