-- @Since datetime2(3)
SELECT NoticeId, Kind, Party, Subject, Message, At FROM notice WHERE At >= @Since ORDER BY At, NoticeId;
