-- no parameters
SELECT OldSsin, CurrentSsin FROM replacement ORDER BY OldSsin;
