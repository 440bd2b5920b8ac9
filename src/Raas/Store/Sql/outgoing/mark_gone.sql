-- @Party bigint, @Flow varchar(64), @First bigint, @Last bigint, @Before datetime2(3), @At datetime2(3)
-- What was published since has not been looked for.
UPDATE outgoing_file SET GoneAt = @At
WHERE Party = @Party AND Flow = @Flow AND Number BETWEEN @First AND @Last
  AND GoneAt IS NULL AND RemovedAt IS NULL AND PublishedAt < @Before;
