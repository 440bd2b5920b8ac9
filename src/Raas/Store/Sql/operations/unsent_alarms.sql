-- no parameters
SELECT AlarmId, Kind, Subject, Party, Message, RaisedAt, ClosedAt, RaiseSentAt FROM alarm
WHERE RaiseSentAt IS NULL OR (ClosedAt IS NOT NULL AND CloseSentAt IS NULL) ORDER BY AlarmId;
