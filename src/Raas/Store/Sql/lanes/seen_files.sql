-- @Party bigint
SELECT Name, FileId, Content, ChangeTime, FirstSeenAt, ChangedAt, Flow, FileSequenceNumber, Told FROM seen_file WHERE Party = @Party;
