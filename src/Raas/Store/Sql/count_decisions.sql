-- no parameters
SELECT Decision AS Name, COUNT(*) AS Number FROM delivery GROUP BY Decision;
