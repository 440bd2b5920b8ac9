-- Deliveries that were taken back: by whom, why, and what became of what they had changed.

-- One row each time. Reverts: the change set that was taken back; IsUndo: that of an earlier row here. ChangeSetId: its own.
CREATE TABLE delivery_revert (
    RevertId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_delivery_revert PRIMARY KEY CLUSTERED,
    DeliveryId bigint NOT NULL,
    Party bigint NOT NULL,
    IsUndo int NOT NULL,
    Reverts bigint NOT NULL,
    ChangeSetId bigint NOT NULL,
    At datetime2(3) NOT NULL,
    Operator nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ConfirmedBy nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL,
    Reason nvarchar(500) COLLATE Latin1_General_100_BIN2 NOT NULL,
    RowsPutBack bigint NOT NULL,
    RowsKept bigint NOT NULL,
    RowsImpossible bigint NOT NULL,
    Reverted bigint NOT NULL,
    Kept bigint NOT NULL,
    Impossible bigint NOT NULL,
    AnswerNumber bigint NOT NULL,
    ReceiptNumber bigint NOT NULL
);
GO
CREATE INDEX ix_delivery_revert_delivery ON delivery_revert (DeliveryId);
GO

-- Why rows stayed as they are: how many because of what.
CREATE TABLE delivery_revert_left (
    RevertId bigint NOT NULL,
    LeftNumber int NOT NULL,
    Cause varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DeliveryId bigint NULL,
    Night date NULL,
    Rows bigint NOT NULL,
    CONSTRAINT pk_delivery_revert_left PRIMARY KEY CLUSTERED (RevertId, LeftNumber)
);
GO

-- An operator asks on the page; another one confirms.
CREATE TABLE delivery_revert_request (
    DeliveryId bigint NOT NULL CONSTRAINT pk_delivery_revert_request PRIMARY KEY CLUSTERED,
    IsUndo int NOT NULL,
    Operator nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Reason nvarchar(500) COLLATE Latin1_General_100_BIN2 NOT NULL,
    AskedAt datetime2(3) NOT NULL
);
GO
