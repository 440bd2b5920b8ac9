-- @FromId bigint, @ThroughId bigint
SELECT DimonaId, DeclarationId, HistoryNumber, Type, Ssin, NssoNumber, CbeNumber, WorkerType, JointCommittee, BeginDate, EndDate,
       Source, ChangeSetId
FROM dimona_declaration WHERE DimonaId > @FromId AND DimonaId <= @ThroughId ORDER BY DimonaId;
