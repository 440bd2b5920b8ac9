-- no parameters
SELECT MAX(ChangeSetId) FROM change_set;
