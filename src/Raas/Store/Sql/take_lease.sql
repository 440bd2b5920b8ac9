-- @Party bigint, @Flow varchar(64), @Owner nvarchar(200), @ExpiresAt datetime2(3), @Previous nvarchar(200)
-- Only from the owner that we saw: when two workers try, the second changes no row.
UPDATE lane_lease SET Owner = @Owner, ExpiresAt = @ExpiresAt WHERE Party = @Party AND Flow = @Flow AND Owner = @Previous;
