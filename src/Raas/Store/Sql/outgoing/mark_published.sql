-- @Party bigint, @Flow varchar(64), @Number bigint, @PublishedAt datetime2(3)
-- It stands in out (again): what became of it before no longer counts.
UPDATE outgoing_file
SET PublishedAt = @PublishedAt, FetchedAt = NULL, FetchedBy = NULL, GoneAt = NULL, RemovedAt = NULL,
    CopyRemovedAt = NULL
WHERE Party = @Party AND Flow = @Flow AND Number = @Number;
