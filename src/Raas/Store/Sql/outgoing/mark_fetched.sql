-- @Party bigint, @Flow varchar(64), @Number bigint, @FetchedAt datetime2(3), @FetchedBy nvarchar(100)
-- The first download is the one that counts.
UPDATE outgoing_file SET FetchedAt = @FetchedAt, FetchedBy = @FetchedBy
WHERE Party = @Party AND Flow = @Flow AND Number = @Number AND PublishedAt IS NOT NULL AND FetchedAt IS NULL;
