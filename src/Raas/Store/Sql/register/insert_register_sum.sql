-- @Party bigint, @RowsSum varchar(64), @JournalSum varchar(64), @CheckedOn date
INSERT INTO register_sum (Party, RowsSum, JournalSum, CheckedOn) VALUES (@Party, @RowsSum, @JournalSum, @CheckedOn);
