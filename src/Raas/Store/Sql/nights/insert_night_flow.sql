-- @BusinessDate date, @Flow varchar(64), @FromId bigint, @ThroughId bigint, @ThroughChangeSet bigint, @Events bigint, @Superseded bigint,
-- @Considered bigint
INSERT INTO night_flow (BusinessDate, Flow, FromId, ThroughId, ThroughChangeSet, Events, Superseded, Considered)
VALUES (@BusinessDate, @Flow, @FromId, @ThroughId, @ThroughChangeSet, @Events, @Superseded, @Considered);
