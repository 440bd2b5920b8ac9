-- @FromId bigint, @ThroughId bigint
SELECT COUNT(*) FROM pension WHERE PensionNo > @FromId AND PensionNo <= @ThroughId;
