-- no parameters
SELECT AlarmId, Kind, Subject, Party, Message, RaisedAt, ClosedAt FROM alarm WHERE ClosedAt IS NULL ORDER BY RaisedAt, AlarmId;
