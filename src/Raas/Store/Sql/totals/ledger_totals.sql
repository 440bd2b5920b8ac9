-- no parameters
SELECT Kind, Party, Name, Total, Until FROM ledger_total ORDER BY Kind, Party, Name;
