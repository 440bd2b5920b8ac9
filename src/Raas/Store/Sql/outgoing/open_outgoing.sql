-- @Party bigint
-- What stands in out as far as the ledger knows.
SELECT Flow, Number, FileName, PublishedAt, FetchedAt FROM outgoing_file
WHERE Party = @Party AND GoneAt IS NULL AND RemovedAt IS NULL AND PublishedAt IS NOT NULL
ORDER BY Flow, Number;
