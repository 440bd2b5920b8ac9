-- no parameters
SELECT Party, Name FROM legal_context ORDER BY Party, Name;
