-- @Party bigint, @Flow varchar(64), @Owner nvarchar(200), @ExpiresAt datetime2(3)
UPDATE lane_lease SET ExpiresAt = @ExpiresAt WHERE Party = @Party AND Flow = @Flow AND Owner = @Owner;
