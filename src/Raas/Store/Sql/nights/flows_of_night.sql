-- @BusinessDate date
SELECT Flow, FromId, ThroughId, ThroughChangeSet, Events, Superseded, Considered FROM night_flow WHERE BusinessDate = @BusinessDate
ORDER BY Flow;
