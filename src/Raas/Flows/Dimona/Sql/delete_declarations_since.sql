-- @ChangeSetId bigint
-- Second: those that nobody had declared before.
DELETE FROM dimona_declaration
WHERE ChangeSetId >= @ChangeSetId
  AND NOT EXISTS (SELECT 1 FROM dimona_mutation m WHERE m.DeclarationId = dimona_declaration.DeclarationId);
