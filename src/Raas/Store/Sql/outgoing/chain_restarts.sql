-- @Party bigint
-- Where chains went on because all was lost but a backup: those to one party, 0 for all of them. There are some after each such accident.
SELECT FirstNumber, AfterNumber, At, Reason, LostSince FROM chain_restart
WHERE @Party = 0 OR Party = @Party
ORDER BY At, Party, Flow, FirstNumber;
