-- @Ssin bigint
SELECT State FROM person WHERE Ssin = @Ssin;
