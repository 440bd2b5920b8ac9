-- @Party bigint, @Flow varchar(64), @Number bigint, @PublishedAt datetime2(3)
UPDATE outgoing_file SET PublishedAt = @PublishedAt WHERE Party = @Party AND Flow = @Flow AND Number = @Number;
