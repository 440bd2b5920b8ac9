-- no parameters
SELECT s.Party FROM party_sweep s JOIN party p ON p.Cbe = s.Party WHERE p.AutoReplace ORDER BY s.Party;
