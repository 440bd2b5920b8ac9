-- @FromSsin bigint, @UntilSsin bigint
-- Every number that anybody has or had.
SELECT p.Ssin FROM person p WHERE p.Ssin >= @FromSsin AND p.Ssin <= @UntilSsin
UNION
SELECT r.OldSsin FROM replacement r WHERE r.OldSsin >= @FromSsin AND r.OldSsin <= @UntilSsin;
