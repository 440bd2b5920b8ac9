-- no parameters
SELECT p.Cbe FROM party p WHERE p.AutoReplace AND p.Kind = 'INSTITUTION' AND NOT EXISTS (SELECT 1 FROM party_sweep s WHERE s.Party = p.Cbe)
ORDER BY p.Cbe;
