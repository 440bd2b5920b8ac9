-- @Kind varchar(16), @Party bigint, @Name varchar(64), @Total bigint, @Until datetime2(3)
INSERT INTO ledger_total (Kind, Party, Name, Total, Until) VALUES (@Kind, @Party, @Name, @Total, @Until);
