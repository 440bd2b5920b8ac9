-- no parameters
-- Whose rows were changed since they were checked.
SELECT DISTINCT ToCheck FROM change_set WHERE ToCheck IS NOT NULL ORDER BY ToCheck;
