-- @Cbe bigint
SELECT AutoReplace FROM party WHERE Cbe = @Cbe;
