-- @Party bigint, @Flow varchar(64), @Number bigint
UPDATE outgoing_file SET GoneAt = NULL, RemovedAt = NULL WHERE Party = @Party AND Flow = @Flow AND Number = @Number;
