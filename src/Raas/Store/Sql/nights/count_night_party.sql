-- @BusinessDate date, @Flow varchar(64), @Party bigint
SELECT COUNT(*) FROM night_party WHERE BusinessDate = @BusinessDate AND Flow = @Flow AND Party = @Party;
