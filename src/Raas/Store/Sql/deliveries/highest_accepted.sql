-- no parameters
SELECT d.Party, d.Flow, d.FileSequenceNumber AS Number, d.Digest FROM delivery AS d
JOIN (SELECT Party, Flow, MAX(FileSequenceNumber) AS Number FROM delivery WHERE Decision = 'ACCEPTED' GROUP BY Party, Flow) AS last
  ON last.Party = d.Party AND last.Flow = d.Flow AND last.Number = d.FileSequenceNumber
WHERE d.Decision = 'ACCEPTED'
ORDER BY d.Party, d.Flow;
