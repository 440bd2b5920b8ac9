-- @Since datetime2(3), @Until datetime2(3)
SELECT Flow AS Name, COUNT(*) AS Number FROM outgoing_file WHERE CreatedAt >= @Since AND CreatedAt < @Until GROUP BY Flow;
