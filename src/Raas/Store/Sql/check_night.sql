-- @BusinessDate date, @CheckedThrough bigint, @Faults int
UPDATE night_run SET CheckedThrough = @CheckedThrough, Faults = @Faults WHERE BusinessDate = @BusinessDate;
