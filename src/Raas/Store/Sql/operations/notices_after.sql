-- @NoticeId bigint
SELECT NoticeId, Kind, Party, Subject, Message, At FROM notice WHERE NoticeId > @NoticeId ORDER BY NoticeId;
