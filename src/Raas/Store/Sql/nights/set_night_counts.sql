-- @BusinessDate date
-- From the tables, not from what the last run remembers: a night may have been stopped and resumed.
UPDATE night_run
SET Deliveries = (SELECT COUNT(*) FROM delivery d WHERE d.DecidedAt >= night_run.StartedAt),
    Held = (SELECT COUNT(*) FROM held_mutation h WHERE h.State = 'HELD')
WHERE BusinessDate = @BusinessDate;
