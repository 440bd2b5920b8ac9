-- @BusinessDate date
-- From a night on: nights that did not begin where the one before had ended: entries of a journal told twice, or never.
SELECT COUNT(*) FROM night_flow n
WHERE n.BusinessDate >= @BusinessDate
  AND (n.ThroughId < n.FromId
       OR n.FromId <> COALESCE((
            SELECT p.ThroughId FROM night_flow p
            WHERE p.Flow = n.Flow AND p.BusinessDate = (
                SELECT MAX(q.BusinessDate) FROM night_flow q WHERE q.Flow = n.Flow AND q.BusinessDate < n.BusinessDate)), n.FromId));
