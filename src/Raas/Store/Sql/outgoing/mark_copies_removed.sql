-- @Party bigint, @Flow varchar(64), @First bigint, @Last bigint, @Before datetime2(3), @At datetime2(3)
UPDATE outgoing_file SET CopyRemovedAt = @At
WHERE Party = @Party AND Flow = @Flow AND Number BETWEEN @First AND @Last AND CopyRemovedAt IS NULL AND PublishedAt < @Before;
