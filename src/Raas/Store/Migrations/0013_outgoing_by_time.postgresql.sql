-- What the pages and the monitoring ask of the files that went out: those of a time, not all that there ever were.
CREATE INDEX ix_outgoing_file_created ON outgoing_file (CreatedAt);
