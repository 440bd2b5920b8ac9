-- @Most int
SELECT BusinessDate, State, Step, StartedAt, HeartbeatAt, CompletedAt, Deliveries, Released, Held, Faults, CountsAs FROM night_run
ORDER BY BusinessDate DESC LIMIT @Most;
