-- @BusinessDate date
SELECT BusinessDate, State, Step, StartedAt, HeartbeatAt, CompletedAt, Deliveries, Released, Held, Faults, CountsAs FROM night_run
WHERE BusinessDate = @BusinessDate;
