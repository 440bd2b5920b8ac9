-- @Since datetime2(3), @Until datetime2(3)
SELECT Party, Flow, Number FROM outgoing_file WHERE CreatedAt >= @Since AND CreatedAt < @Until ORDER BY Party, Flow, Number;
