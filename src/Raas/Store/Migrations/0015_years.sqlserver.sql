-- What is asked each night, page and minute is read from what is new, open or asked for, not from everything that there ever was.

-- The latest files, page by page: in their order, so that nothing has to be sorted.
DROP INDEX ix_outgoing_file_created ON outgoing_file;
GO
CREATE INDEX ix_outgoing_file_created ON outgoing_file (CreatedAt DESC, Party, Flow, Number DESC);
GO

-- When our retention took our own copy of a file away; absent: the copy is kept.
ALTER TABLE outgoing_file ADD CopyRemovedAt datetime2(3) NULL;
GO
CREATE INDEX ix_outgoing_file_copy ON outgoing_file (Party, PublishedAt) WHERE CopyRemovedAt IS NULL;
GO

-- What was accepted in a lane since a moment; what was refused since a moment; what was sent under a number.
CREATE INDEX ix_delivery_accepted_at ON delivery (Party, Flow, DecidedAt) WHERE Decision = 'ACCEPTED';
GO
CREATE INDEX ix_delivery_refused_at ON delivery (DecidedAt, Party, Flow) WHERE Decision = 'REFUSED';
GO
CREATE INDEX ix_delivery_number ON delivery (Party, Flow, FileSequenceNumber);
GO

-- What a delivery changed.
CREATE INDEX ix_change_set_delivery ON change_set (DeliveryId) WHERE DeliveryId IS NOT NULL;
GO

-- Through which entry of a journal the nights have come; what the night before one took.
CREATE INDEX ix_night_flow_through ON night_flow (Flow, ThroughId);
GO
CREATE INDEX ix_night_flow_date ON night_flow (Flow, BusinessDate);
GO

-- Of which alarms nobody outside has been told the beginning, or the end.
CREATE INDEX ix_alarm_raise ON alarm (AlarmId) WHERE RaiseSentAt IS NULL;
GO
CREATE INDEX ix_alarm_close ON alarm (AlarmId) WHERE ClosedAt IS NOT NULL AND CloseSentAt IS NULL;
GO

-- Totals of the ledger until a moment, the same in every row: what was decided before it no longer changes, and is not counted again. Party 0: all of them.
CREATE TABLE ledger_total (
    Kind varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Party bigint NOT NULL,
    Name varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Total bigint NOT NULL,
    Until datetime2(3) NOT NULL,
    CONSTRAINT pk_ledger_total PRIMARY KEY CLUSTERED (Kind, Party, Name)
);
GO
