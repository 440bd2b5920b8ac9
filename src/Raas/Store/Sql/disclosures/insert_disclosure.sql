-- @Party bigint, @Flow varchar(64), @Number bigint, @Part int, @FirstSsin bigint, @LastSsin bigint, @Entries int, @Content varbinary(max)
INSERT INTO disclosure (Party, Flow, Number, Part, FirstSsin, LastSsin, Entries, Content)
VALUES (@Party, @Flow, @Number, @Part, @FirstSsin, @LastSsin, @Entries, @Content);
