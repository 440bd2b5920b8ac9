-- @Ssin bigint
-- Blocks that may name a person: those of a large file hold few numbers each, so that most are passed over by the index. In no order, which
-- would have SQLite read them all in that of their key.
SELECT Party, Flow, Number, Part, FirstSsin, LastSsin, Entries, Content
FROM disclosure
WHERE FirstSsin <= @Ssin AND LastSsin >= @Ssin;
