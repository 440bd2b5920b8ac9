-- no parameters
-- The server's clock, the same for every host; now, not when the transaction began.
SELECT clock_timestamp();
