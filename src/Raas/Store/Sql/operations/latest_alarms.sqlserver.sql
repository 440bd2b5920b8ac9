-- @Most int
SELECT TOP (@Most) AlarmId, Kind, Subject, Party, Message, RaisedAt, ClosedAt, AcknowledgedAt, AcknowledgedBy, AcknowledgeNote
FROM alarm WHERE ClosedAt IS NOT NULL ORDER BY AlarmId DESC;
