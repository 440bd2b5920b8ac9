-- @BusinessDate date
-- Flows of which a night took another number of entries than the journal of persons has, or lost some on the way.
SELECT COUNT(*) FROM night_flow f
WHERE f.BusinessDate = @BusinessDate
  AND ((f.Flow = 'REPLACEMENT' AND f.Events <> (SELECT COUNT(*) FROM person_change c
            WHERE c.PersonChangeId > f.FromId AND c.PersonChangeId <= f.ThroughId AND c.DataGroup IN ('REPLACEMENT', 'CANCELLATION')))
    OR (f.Flow = 'IDENTITY' AND f.Events <> (SELECT COUNT(*) FROM person_change c
            WHERE c.PersonChangeId > f.FromId AND c.PersonChangeId <= f.ThroughId AND c.DataGroup NOT IN ('REPLACEMENT', 'CANCELLATION')))
    OR (f.Flow <> 'REPLACEMENT' AND f.Considered <> f.Events - f.Superseded));
