-- @BusinessDate date
-- From a night on: parties for which not everything was told or has a reason, or was not told as often as the files say.
SELECT COUNT(*) FROM night_party p
WHERE p.BusinessDate >= @BusinessDate
  AND (p.Considered <> p.Notified + p.NotAsked + p.NotHeld + p.NotAuthorised
       OR p.NotHeld < 0
       OR p.Notified <> COALESCE((
            SELECT SUM(o.MessageCount)
            FROM night_file f JOIN outgoing_file o ON o.Party = f.Party AND o.Flow = f.Flow AND o.Number = f.Number
            WHERE f.BusinessDate = p.BusinessDate AND f.Flow = p.Flow AND f.Party = p.Party), 0)
       OR p.Files <> (SELECT COUNT(*) FROM night_file f WHERE f.BusinessDate = p.BusinessDate AND f.Flow = p.Flow AND f.Party = p.Party));
