-- no parameters
SELECT AlarmId, Kind, Subject, Party, Message, RaisedAt, ClosedAt, AcknowledgedAt, AcknowledgedBy, AcknowledgeNote
FROM alarm WHERE ClosedAt IS NULL ORDER BY RaisedAt, AlarmId;
