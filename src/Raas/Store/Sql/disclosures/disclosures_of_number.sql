-- @Ssin bigint
-- Blocks that may name a person: those of a large file hold few numbers each, so that most are passed over by the index.
SELECT Party, Flow, Number, Part, FirstSsin, LastSsin, Entries, Content
FROM disclosure
WHERE FirstSsin <= @Ssin AND LastSsin >= @Ssin
ORDER BY Party, Flow, Number, Part;
