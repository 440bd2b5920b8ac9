-- @Party bigint
-- Whether a replacement or an annulment was told, or the party has chosen to follow, since the night let its rows follow the last time.
SELECT CASE WHEN EXISTS (SELECT 1 FROM party_sweep s WHERE s.Party = @Party)
              OR EXISTS (SELECT 1 FROM person_change c
                         WHERE c.DataGroup = 'REPLACEMENT'
                           AND c.PersonChangeId > COALESCE((SELECT MAX(f.ThroughId) FROM night_flow f
                                                            JOIN night_party p ON p.BusinessDate = f.BusinessDate AND p.Flow = f.Flow
                                                            WHERE f.Flow = 'REPLACEMENT' AND p.Party = @Party), 0))
            THEN 1 ELSE 0 END;
