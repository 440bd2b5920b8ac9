-- no parameters
-- The server's clock, the same for every host.
SELECT SYSUTCDATETIME();
