-- @Party bigint, @Flow varchar(64), @First bigint, @Last bigint, @Before datetime2(3), @At datetime2(3)
UPDATE outgoing_file SET RemovedAt = @At
WHERE Party = @Party AND Flow = @Flow AND Number BETWEEN @First AND @Last AND RemovedAt IS NULL AND PublishedAt < @Before;
