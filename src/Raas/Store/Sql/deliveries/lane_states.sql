-- @Flow varchar(64)
SELECT p.Cbe AS Party, d.FileSequenceNumber AS LastAccepted, d.DecidedAt AS LastAcceptedAt FROM party AS p
JOIN delivery AS d ON d.Party = p.Cbe AND d.Flow = @Flow AND d.Decision = 'ACCEPTED' AND d.FileSequenceNumber =
    (SELECT MAX(a.FileSequenceNumber) FROM delivery AS a WHERE a.Party = p.Cbe AND a.Flow = @Flow AND a.Decision = 'ACCEPTED');
