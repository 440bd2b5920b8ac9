-- @Party bigint, @Flow varchar(64), @Number bigint
SELECT o.Party, o.Flow, o.Number, o.FileName, o.VoucherId, o.Digest, o.Size, o.MessageCount, o.PreviousDigest, o.CreatedAt, o.DeliveryId,
       o.RejectedFileName, o.RejectedDigest, o.LegalContext, o.Deliberations, o.DisclosureDigest, o.PublishedAt, o.FetchedAt, o.FetchedBy,
       o.GoneAt, o.RemovedAt, o.RestartAfter, o.RestartAt, o.RestartReason, d.VoucherId AS ResponseTo,
       d.FileSequenceNumber AS AnsweredNumber, d.Rejected AS RejectedCount
FROM outgoing_file o LEFT JOIN delivery d ON d.DeliveryId = o.DeliveryId
WHERE o.Party = @Party AND o.Flow = @Flow AND o.Number = @Number;
