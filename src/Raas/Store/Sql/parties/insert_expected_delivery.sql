-- @Party bigint, @Flow varchar(64), @Days varchar(16), @Before varchar(5)
INSERT INTO expected_delivery (Party, Flow, Days, Before) VALUES (@Party, @Flow, @Days, @Before);
