-- @Since datetime2(3)
-- Lanes in which the number before one that was accepted since then was not. The plus: SQLite would else walk along all, lane by lane.
SELECT COUNT(*) FROM (
    SELECT DISTINCT +d.Party AS Party, d.Flow FROM delivery d
    WHERE d.Decision = 'ACCEPTED' AND d.DecidedAt >= @Since AND d.FileSequenceNumber > 1 AND NOT EXISTS (
        SELECT 1 FROM delivery p
        WHERE p.Party = d.Party AND p.Flow = d.Flow AND p.FileSequenceNumber = d.FileSequenceNumber - 1
          AND p.Decision = 'ACCEPTED')) AS lanes;
