-- @BatchId bigint, @Party bigint
-- CROSS JOIN: SQLite then keeps the order of the tables and searches the rows of each key; it would rather read all rows of the
-- institution.
SELECT i.Ssin, i.DossierTypeId, i.BeginDate, i.EndDate
FROM stage_key k
CROSS JOIN inscription i
WHERE k.BatchId = @BatchId AND i.Party = @Party AND i.Ssin = k.Ssin
ORDER BY k.Ssin, i.DossierTypeId, i.BeginDate;
