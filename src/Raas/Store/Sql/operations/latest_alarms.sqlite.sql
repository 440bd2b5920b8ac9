-- @Most int
SELECT AlarmId, Kind, Subject, Party, Message, RaisedAt, ClosedAt, AcknowledgedAt, AcknowledgedBy, AcknowledgeNote
FROM alarm WHERE ClosedAt IS NOT NULL ORDER BY AlarmId DESC LIMIT @Most;
