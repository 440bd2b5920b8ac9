-- @Most int
SELECT TOP (@Most) BusinessDate, State, Step, StartedAt, HeartbeatAt, CompletedAt, Deliveries, Released, Held, CheckedThrough, Faults FROM night_run ORDER BY BusinessDate DESC;
