-- @FromId bigint, @ThroughId bigint
SELECT PensionNo, Ssin, MutationId, Kind, Date, Source
FROM pension WHERE PensionNo > @FromId AND PensionNo <= @ThroughId ORDER BY PensionNo;
