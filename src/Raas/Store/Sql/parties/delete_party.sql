-- @Cbe bigint
DELETE FROM party WHERE Cbe = @Cbe;
