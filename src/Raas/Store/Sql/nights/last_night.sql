-- no parameters
SELECT BusinessDate, State, Step, StartedAt, HeartbeatAt, CompletedAt, Deliveries, Released, Held, Faults, CountsAs
FROM night_run WHERE BusinessDate = (SELECT MAX(BusinessDate) FROM night_run);
