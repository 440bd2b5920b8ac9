-- no parameters
-- The machine's clock: all who work on this store are on it.
SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now');
