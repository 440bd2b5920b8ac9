-- @Party bigint, @Flow varchar(64), @Since datetime2(3)
SELECT COUNT(*) FROM delivery WHERE Party = @Party AND Flow = @Flow AND Decision = 'ACCEPTED' AND DecidedAt >= @Since;
