-- What is asked each night, page and minute is read from what is new, open or asked for, not from everything that there ever was.

-- What has still to leave, and what stands in out. A column that is always NULL in an index stands first: so the query plan searches for it, and does not
-- walk along the files of a party instead.
DROP INDEX ix_outgoing_file_unpublished;
CREATE INDEX ix_outgoing_file_unpublished ON outgoing_file (PublishedAt, Party, Flow, Number) WHERE PublishedAt IS NULL;
DROP INDEX ix_outgoing_file_open;
CREATE INDEX ix_outgoing_file_open ON outgoing_file (Party, GoneAt, RemovedAt, Flow, Number, FileName, PublishedAt, FetchedAt)
WHERE GoneAt IS NULL AND RemovedAt IS NULL AND PublishedAt IS NOT NULL;

-- The latest files, page by page: in their order, so that nothing has to be sorted.
DROP INDEX ix_outgoing_file_created;
CREATE INDEX ix_outgoing_file_created ON outgoing_file (CreatedAt DESC, Party, Flow, Number DESC);

-- When our retention took our own copy of a file away; absent: the copy is kept.
ALTER TABLE outgoing_file ADD COLUMN CopyRemovedAt TEXT NULL;
CREATE INDEX ix_outgoing_file_copy ON outgoing_file (Party, CopyRemovedAt, PublishedAt) WHERE CopyRemovedAt IS NULL;

-- What was accepted in a lane since a moment; what was refused since a moment; what was sent under a number.
CREATE INDEX ix_delivery_accepted_at ON delivery (Party, Flow, DecidedAt) WHERE Decision = 'ACCEPTED';
CREATE INDEX ix_delivery_refused_at ON delivery (DecidedAt, Party, Flow) WHERE Decision = 'REFUSED';
CREATE INDEX ix_delivery_number ON delivery (Party, Flow, FileSequenceNumber);

-- What a delivery changed.
CREATE INDEX ix_change_set_delivery ON change_set (DeliveryId) WHERE DeliveryId IS NOT NULL;

-- Through which entry of a journal the nights have come; what the night before one took.
CREATE INDEX ix_night_flow_through ON night_flow (Flow, ThroughId);
CREATE INDEX ix_night_flow_date ON night_flow (Flow, BusinessDate);

-- Of which alarms nobody outside has been told the beginning, or the end.
CREATE INDEX ix_alarm_raise ON alarm (RaiseSentAt, AlarmId) WHERE RaiseSentAt IS NULL;
CREATE INDEX ix_alarm_close ON alarm (CloseSentAt, AlarmId) WHERE ClosedAt IS NOT NULL AND CloseSentAt IS NULL;

-- Totals of the ledger until a moment, the same in every row: what was decided before it no longer changes, and is not counted again. Party 0: all of them.
CREATE TABLE ledger_total (
    Kind TEXT NOT NULL,
    Party INTEGER NOT NULL,
    Name TEXT NOT NULL,
    Total INTEGER NOT NULL,
    Until TEXT NOT NULL,
    CONSTRAINT pk_ledger_total PRIMARY KEY (Kind, Party, Name)
) STRICT, WITHOUT ROWID;
