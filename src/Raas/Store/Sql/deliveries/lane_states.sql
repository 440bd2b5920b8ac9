-- @Flow varchar(64)
SELECT last.Party, last.LastAccepted,
       (SELECT d.DecidedAt FROM delivery AS d WHERE d.Party = last.Party AND d.Flow = @Flow AND d.Decision = 'ACCEPTED'
          AND d.FileSequenceNumber = last.LastAccepted) AS LastAcceptedAt
FROM (SELECT p.Cbe AS Party, (SELECT MAX(a.FileSequenceNumber) FROM delivery AS a
        WHERE a.Party = p.Cbe AND a.Flow = @Flow AND a.Decision = 'ACCEPTED') AS LastAccepted FROM party AS p) AS last
WHERE last.LastAccepted IS NOT NULL;
