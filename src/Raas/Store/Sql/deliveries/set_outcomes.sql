-- @DeliveryId bigint, @ReadCount bigint, @Registered bigint, @Merged bigint, @Unchanged bigint, @Removed bigint, @Shortened bigint,
-- @Rejected bigint
UPDATE delivery
SET ReadCount = @ReadCount, Registered = @Registered, Merged = @Merged, Unchanged = @Unchanged,
    Removed = @Removed, Shortened = @Shortened, Rejected = @Rejected
WHERE DeliveryId = @DeliveryId;
