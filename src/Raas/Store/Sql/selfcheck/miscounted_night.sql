-- @BusinessDate date
-- Flows of which a night lost entries on the way, and numbers of which it took others than the journal of persons has.
SELECT COUNT(*) FROM night_flow f
WHERE f.BusinessDate = @BusinessDate
  AND ((f.Flow = 'REPLACEMENT' AND f.Events <> (SELECT COUNT(*) FROM person_change c
            WHERE c.PersonChangeId > f.FromId AND c.PersonChangeId <= f.ThroughId AND c.DataGroup IN ('REPLACEMENT', 'CANCELLATION')))
    OR (f.Flow <> 'REPLACEMENT' AND f.Considered <> f.Events - f.Superseded));
