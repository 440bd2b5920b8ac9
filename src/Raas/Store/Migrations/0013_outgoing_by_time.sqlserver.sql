-- What the pages and the monitoring ask of the files that went out: those of a time, not all that there ever were.
CREATE INDEX ix_outgoing_file_created ON outgoing_file (CreatedAt);
GO

-- Lanes run side by side on neighbouring rows: a lock of a page would make one institution wait for another. So locks are of rows, and never grow to the table
-- (LOCK_ESCALATION, script 1). What that costs: 96 bytes a lock (Microsoft Learn, server configuration "locks"). A delivery of 10 million records that registers
-- each holds 20 million until it commits, a row and its entry in the journal: 2 GB, of the 60 % of its memory that the server gives to locks. Who expects such
-- deliveries gives the server 8 GB or more, or gets error 1204: then the delivery is rolled back, and tried again.
ALTER INDEX pk_inscription ON inscription SET (ALLOW_PAGE_LOCKS = OFF);
GO

ALTER INDEX pk_inscription_journal ON inscription_journal SET (ALLOW_PAGE_LOCKS = OFF);
GO

ALTER INDEX pk_dimona_told ON dimona_told SET (ALLOW_PAGE_LOCKS = OFF);
GO
