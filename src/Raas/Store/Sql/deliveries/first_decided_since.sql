-- @Since datetime2(3)
-- The plus: SQLite would else look for the first number along all that are older.
SELECT MIN(+DeliveryId) FROM delivery WHERE DecidedAt >= @Since;
