-- @BusinessDate date, @Flow varchar(64), @Party bigint, @Considered bigint, @Notified bigint, @NotAsked bigint, @NotHeld bigint,
-- @NotAuthorised bigint, @RowsMoved bigint, @Files bigint, @ChangeSetId bigint, @DoneAt datetime2(3)
INSERT INTO night_party (BusinessDate, Flow, Party, Considered, Notified, NotAsked, NotHeld, NotAuthorised, RowsMoved, Files, ChangeSetId,
    DoneAt)
VALUES (@BusinessDate, @Flow, @Party, @Considered, @Notified, @NotAsked, @NotHeld, @NotAuthorised, @RowsMoved, @Files, @ChangeSetId,
    @DoneAt);
