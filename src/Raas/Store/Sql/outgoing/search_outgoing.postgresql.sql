-- @Party bigint, @Flow varchar(64), @Number bigint, @IsUnfetched bit, @Since datetime2(3), @Until datetime2(3), @Skip int, @Most int
-- CAST: the server must know the type of a parameter that is nothing.
SELECT Party, Flow, Number, FileName, VoucherId, Digest, Size, MessageCount, PreviousDigest, CreatedAt, DeliveryId, RejectedFileName,
       PublishedAt, FetchedAt, FetchedBy, GoneAt, RemovedAt
FROM outgoing_file
WHERE (CAST(@Party AS bigint) IS NULL OR Party = @Party) AND (CAST(@Flow AS varchar) IS NULL OR Flow = @Flow)
  AND (CAST(@Number AS bigint) IS NULL OR Number = @Number)
  AND (NOT @IsUnfetched OR (PublishedAt IS NOT NULL AND FetchedAt IS NULL AND GoneAt IS NULL))
  AND (CAST(@Since AS timestamptz) IS NULL OR CreatedAt >= @Since) AND (CAST(@Until AS timestamptz) IS NULL OR CreatedAt < @Until)
ORDER BY CreatedAt DESC, Party, Flow, Number DESC LIMIT @Most OFFSET @Skip;
