-- @Party bigint, @Flow varchar(64)
SELECT MAX(CASE WHEN Decision = 'ACCEPTED' THEN FileSequenceNumber END) AS LastAccepted,
       MAX(CASE WHEN Decision = 'ACCEPTED' THEN DecidedAt END) AS LastAcceptedAt,
       COALESCE(SUM(CASE WHEN Decision = 'ACCEPTED' THEN 1 ELSE 0 END), 0) AS Accepted,
       COALESCE(SUM(CASE WHEN Decision = 'REFUSED' THEN 1 ELSE 0 END), 0) AS Refused
FROM delivery WHERE Party = @Party AND Flow = @Flow;
