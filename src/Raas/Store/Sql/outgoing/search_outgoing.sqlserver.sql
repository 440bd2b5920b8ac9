-- @Party bigint, @Flow varchar(64), @Since datetime2(3), @Until datetime2(3), @Most int
-- RECOMPILE: the plan is made for what is asked, not for whatever was asked first.
SELECT TOP (@Most) Party, Flow, Number, FileName, VoucherId, Digest, Size, MessageCount, PreviousDigest, CreatedAt, DeliveryId,
       RejectedFileName, PublishedAt
FROM outgoing_file
WHERE (@Party IS NULL OR Party = @Party) AND (@Flow IS NULL OR Flow = @Flow) AND (@Since IS NULL OR CreatedAt >= @Since)
    AND (@Until IS NULL OR CreatedAt < @Until)
ORDER BY CreatedAt DESC, Party, Flow, Number DESC
OPTION (RECOMPILE);
