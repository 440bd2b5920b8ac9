-- no parameters
SELECT AlarmId, Kind, Subject, Party, Message, RaisedAt, ClosedAt, RaiseSentAt FROM alarm WHERE RaiseSentAt IS NULL
UNION ALL
SELECT AlarmId, Kind, Subject, Party, Message, RaisedAt, ClosedAt, RaiseSentAt FROM alarm
WHERE ClosedAt IS NOT NULL AND CloseSentAt IS NULL AND RaiseSentAt IS NOT NULL
ORDER BY AlarmId;
