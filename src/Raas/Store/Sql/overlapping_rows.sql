-- no parameters
-- Rows of one key that share a day: there must be none.
SELECT COUNT(*) FROM (
    SELECT BeginDate, LAG(EndDate) OVER (PARTITION BY Party, Ssin, DossierTypeId ORDER BY BeginDate) AS PreviousEnd
    FROM inscription) AS pairs
WHERE PreviousEnd >= BeginDate;
