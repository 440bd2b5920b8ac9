-- no parameters
-- Nights that did not begin where the one before had ended: entries of a journal told twice, or never.
SELECT COUNT(*) FROM (
    SELECT FromId, ThroughId, LAG(ThroughId) OVER (PARTITION BY Flow ORDER BY BusinessDate) AS EndedAt FROM night_flow) AS nights
WHERE ThroughId < FromId OR FromId <> COALESCE(EndedAt, FromId);
