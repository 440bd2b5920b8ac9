-- Deliveries that were taken back: by whom, why, and what became of what they had changed.

-- One row each time. Reverts: the change set that was taken back; IsUndo: that of an earlier row here. ChangeSetId: its own.
CREATE TABLE delivery_revert (
    RevertId INTEGER PRIMARY KEY AUTOINCREMENT,
    DeliveryId INTEGER NOT NULL,
    Party INTEGER NOT NULL,
    IsUndo INTEGER NOT NULL,
    Reverts INTEGER NOT NULL,
    ChangeSetId INTEGER NOT NULL,
    At TEXT NOT NULL,
    Operator TEXT NOT NULL,
    ConfirmedBy TEXT NULL,
    Reason TEXT NOT NULL,
    RowsPutBack INTEGER NOT NULL,
    RowsKept INTEGER NOT NULL,
    RowsImpossible INTEGER NOT NULL,
    Reverted INTEGER NOT NULL,
    Kept INTEGER NOT NULL,
    Impossible INTEGER NOT NULL,
    AnswerNumber INTEGER NOT NULL,
    ReceiptNumber INTEGER NOT NULL
) STRICT;
CREATE INDEX ix_delivery_revert_delivery ON delivery_revert (DeliveryId);

-- Why rows stayed as they are: how many because of what.
CREATE TABLE delivery_revert_left (
    RevertId INTEGER NOT NULL,
    LeftNumber INTEGER NOT NULL,
    Cause TEXT NOT NULL,
    DeliveryId INTEGER NULL,
    Night INTEGER NULL,
    Rows INTEGER NOT NULL,
    CONSTRAINT pk_delivery_revert_left PRIMARY KEY (RevertId, LeftNumber)
) STRICT, WITHOUT ROWID;

-- An operator asks on the page; another one confirms.
CREATE TABLE delivery_revert_request (
    DeliveryId INTEGER PRIMARY KEY NOT NULL,
    IsUndo INTEGER NOT NULL,
    Operator TEXT NOT NULL,
    Reason TEXT NOT NULL,
    AskedAt TEXT NOT NULL
) STRICT;
