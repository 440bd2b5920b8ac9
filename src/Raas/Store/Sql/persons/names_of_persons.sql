-- no parameters
SELECT Ssin, LastName, BirthDate FROM person WHERE LastName IS NOT NULL;
