-- @BusinessDate date
SELECT BusinessDate, Step, StartedAt, CompletedAt FROM night_step WHERE BusinessDate >= @BusinessDate
ORDER BY BusinessDate, StartedAt, Step;
