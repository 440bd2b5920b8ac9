-- @Party bigint
-- Under the lock of the party's rows: all up to this one are committed, and those that follow have higher numbers.
SELECT MAX(ChangeSetId) FROM change_set WHERE ToCheck = @Party AND ToCheck IS NOT NULL;
