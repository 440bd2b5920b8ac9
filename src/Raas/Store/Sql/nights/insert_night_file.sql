-- @BusinessDate date, @Flow varchar(64), @Party bigint, @Number bigint
INSERT INTO night_file (BusinessDate, Flow, Party, Number) VALUES (@BusinessDate, @Flow, @Party, @Number);
