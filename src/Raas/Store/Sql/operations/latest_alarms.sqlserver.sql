-- @Most int
SELECT TOP (@Most) AlarmId, Kind, Subject, Party, Message, RaisedAt, ClosedAt FROM alarm WHERE ClosedAt IS NOT NULL ORDER BY AlarmId DESC;
