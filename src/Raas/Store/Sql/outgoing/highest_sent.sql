-- no parameters
SELECT f.Party, f.Flow, f.Number, f.Digest FROM outgoing_file AS f
JOIN (SELECT Party, Flow, MAX(Number) AS Number FROM outgoing_file GROUP BY Party, Flow) AS last
  ON last.Party = f.Party AND last.Flow = f.Flow AND last.Number = f.Number
ORDER BY f.Party, f.Flow;
