-- @Party bigint, @Flow varchar(64)
SELECT Owner, ExpiresAt FROM lane_lease WHERE Party = @Party AND Flow = @Flow;
