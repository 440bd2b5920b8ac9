-- no parameters
SELECT Party, Flow, Number, Part, FirstSsin, LastSsin, Entries, Content
FROM disclosure
ORDER BY Party, Flow, Number, Part;
