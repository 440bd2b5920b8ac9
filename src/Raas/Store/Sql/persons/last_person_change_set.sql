-- no parameters
-- Moves whenever the copy of the authentic source does.
SELECT MAX(ChangeSetId) FROM change_set WHERE Cause = 'PERSONS';
