-- @ChangeSetId bigint
-- Third: the others had the number of the last mutation before.
UPDATE dimona_declaration
SET HistoryNumber = (SELECT MAX(m.HistoryNumber) FROM dimona_mutation m WHERE m.DeclarationId = dimona_declaration.DeclarationId)
WHERE ChangeSetId >= @ChangeSetId;
