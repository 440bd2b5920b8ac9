-- @Since datetime2(3)
-- Flows in which the number before one that was sent since then was not. The plus: SQLite would else walk along all, flow by flow.
SELECT COUNT(*) FROM (
    SELECT DISTINCT +o.Party AS Party, o.Flow FROM outgoing_file o
    WHERE o.CreatedAt >= @Since AND COALESCE(o.RestartAfter, o.Number - 1) > 0 AND NOT EXISTS (
        SELECT 1 FROM outgoing_file p
        WHERE p.Party = o.Party AND p.Flow = o.Flow AND p.Number = COALESCE(o.RestartAfter, o.Number - 1))) AS flows;
