-- @Party bigint, @Flow varchar(64)
DELETE FROM lane_hold WHERE Party = @Party AND Flow = @Flow;
