-- @Most int
SELECT TOP (@Most) BusinessDate, State, Step, StartedAt, HeartbeatAt, CompletedAt, Deliveries, Released, Held, Faults, CountsAs
FROM night_run ORDER BY BusinessDate DESC;
