-- @BusinessDate date
SELECT BusinessDate, CAST(SUM(Notified) AS bigint) AS Notified, CAST(SUM(Files) AS bigint) AS Files,
       CAST(SUM(RowsMoved) AS bigint) AS RowsMoved
FROM night_party WHERE BusinessDate >= @BusinessDate GROUP BY BusinessDate ORDER BY BusinessDate;
