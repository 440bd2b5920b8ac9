-- @Party bigint, @Flow varchar(64), @Owner nvarchar(200)
DELETE FROM lane_lease WHERE Party = @Party AND Flow = @Flow AND Owner = @Owner;
