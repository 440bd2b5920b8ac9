-- @Party bigint, @Flow varchar(64), @Number bigint, @IsUnfetched bit, @Since datetime2(3), @Until datetime2(3), @Skip int, @Most int
-- RECOMPILE: the plan is made for what is asked, not for whatever was asked first.
SELECT Party, Flow, Number, FileName, VoucherId, Digest, Size, MessageCount, PreviousDigest, CreatedAt, DeliveryId, RejectedFileName,
       PublishedAt, FetchedAt, FetchedBy, GoneAt, RemovedAt
FROM outgoing_file
WHERE (@Party IS NULL OR Party = @Party) AND (@Flow IS NULL OR Flow = @Flow) AND (@Number IS NULL OR Number = @Number)
  AND (@IsUnfetched = 0 OR (PublishedAt IS NOT NULL AND FetchedAt IS NULL AND GoneAt IS NULL))
  AND (@Since IS NULL OR CreatedAt >= @Since) AND (@Until IS NULL OR CreatedAt < @Until)
ORDER BY CreatedAt DESC, Party, Flow, Number DESC
OFFSET @Skip ROWS FETCH NEXT @Most ROWS ONLY
OPTION (RECOMPILE);
