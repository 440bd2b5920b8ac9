-- no parameters
SELECT Party, Name, FileId, Content, ChangeTime, FirstSeenAt, ChangedAt, Flow, FileSequenceNumber, Told FROM seen_file;
