-- @Party bigint, @Flow varchar(64), @Owner nvarchar(200), @ExpiresAt datetime2(3), @Previous nvarchar(200), @PreviousExpiresAt datetime2(3)
-- Only the row that we saw: who waited here for another taker, or for the owner's commit, which renews it, changes no row.
UPDATE lane_lease SET Owner = @Owner, ExpiresAt = @ExpiresAt
WHERE Party = @Party AND Flow = @Flow AND Owner = @Previous AND ExpiresAt = @PreviousExpiresAt;
