-- @Party bigint, @Flow varchar(64), @Number bigint
DELETE FROM disclosure WHERE Party = @Party AND Flow = @Flow AND Number = @Number;
