-- no parameters
SELECT MAX(NoticeId) FROM notice;
