-- @BusinessDate date
SELECT Flow, Party, Considered, Notified, NotAsked, NotHeld, NotAuthorised, RowsMoved, Files, ChangeSetId FROM night_party
WHERE BusinessDate = @BusinessDate ORDER BY Flow, Party;
