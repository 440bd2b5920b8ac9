-- @Party bigint
-- What the party was told last of the declarations that the night is about. CROSS JOIN: SQLite then walks along the events, in their order.
SELECT e.EventNo, e.MutationId, e.Content AS EventContent, t.Ssin, t.CurrentSsin, t.DeliberationNumber, t.Content
FROM night_event e
CROSS JOIN dimona_told t
WHERE e.Flow = 'DIMONA' AND e.HolderSsin = e.CurrentSsin AND t.Party = @Party AND t.DeclarationId = e.MutationId
ORDER BY e.EventNo;
