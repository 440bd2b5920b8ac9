-- @BusinessDate date
DELETE FROM pension
WHERE PensionNo <= (SELECT MAX(f.ThroughId) FROM night_flow f WHERE f.Flow = 'PENSION' AND f.BusinessDate < @BusinessDate);
