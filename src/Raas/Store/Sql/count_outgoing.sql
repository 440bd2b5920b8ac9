-- no parameters
SELECT Flow AS Name, COUNT(*) AS Number FROM outgoing_file GROUP BY Flow;
