-- @BusinessDate date, @Deliveries bigint, @Released bigint, @Held bigint, @Removed bigint
UPDATE night_run SET Deliveries = Deliveries + @Deliveries, Released = Released + @Released, Held = @Held, Removed = Removed + @Removed
WHERE BusinessDate = @BusinessDate;
