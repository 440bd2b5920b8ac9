-- @BusinessDate date
-- From a night on: parties for which not everything was told or has a reason, or was not told as often as the files say.
SELECT COUNT(*) FROM night_party p
WHERE p.BusinessDate >= @BusinessDate
  AND (p.Considered <> p.Notified + p.NotAsked + p.NotHeld + p.NotAuthorised
       OR p.NotHeld < 0
       OR p.Notified <> COALESCE((SELECT SUM(o.MessageCount) FROM outgoing_file o WHERE o.BusinessDate = p.BusinessDate AND o.Flow = p.Flow AND o.Party = p.Party), 0)
       OR p.Files <> (SELECT COUNT(*) FROM outgoing_file o WHERE o.BusinessDate = p.BusinessDate AND o.Flow = p.Flow AND o.Party = p.Party));
