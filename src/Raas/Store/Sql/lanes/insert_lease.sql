-- @Party bigint, @Flow varchar(64), @Owner nvarchar(200), @ExpiresAt datetime2(3)
INSERT INTO lane_lease (Party, Flow, Owner, ExpiresAt) VALUES (@Party, @Flow, @Owner, @ExpiresAt);
