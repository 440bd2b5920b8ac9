-- @Ssin bigint
SELECT CurrentSsin FROM replacement WHERE OldSsin = @Ssin;
