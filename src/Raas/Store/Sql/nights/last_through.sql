-- @Flow varchar(64)
SELECT MAX(ThroughId) FROM night_flow WHERE Flow = @Flow;
