-- @Since datetime2(3)
SELECT Flow AS Name, COUNT(*) AS Number FROM outgoing_file WHERE CreatedAt >= @Since GROUP BY Flow;
