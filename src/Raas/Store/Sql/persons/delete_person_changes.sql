-- @BusinessDate date
-- What was told before that day.
DELETE FROM person_change
WHERE PersonChangeId <= (SELECT MAX(f.ThroughId) FROM night_flow f WHERE f.Flow = 'IDENTITY' AND f.BusinessDate < @BusinessDate);
