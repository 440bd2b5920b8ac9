-- @BatchId bigint
SELECT d.DeclarationId, d.HistoryNumber, d.Type, d.Ssin, d.NssoNumber, d.CbeNumber, d.WorkerType, d.JointCommittee, d.BeginDate, d.EndDate,
       d.Source, d.ChangeSetId
FROM stage_mutation s
JOIN dimona_declaration d ON d.DeclarationId = s.MutationId
WHERE s.BatchId = @BatchId;
