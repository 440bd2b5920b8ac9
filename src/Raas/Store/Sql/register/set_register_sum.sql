-- @Party bigint, @RowsSum varchar(64), @JournalSum varchar(64), @CheckedOn date
UPDATE register_sum SET RowsSum = @RowsSum, JournalSum = @JournalSum, CheckedOn = @CheckedOn WHERE Party = @Party;
