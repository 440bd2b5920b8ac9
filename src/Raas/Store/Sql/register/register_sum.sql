-- @Party bigint
SELECT RowsSum, JournalSum, CheckedOn FROM register_sum WHERE Party = @Party;
