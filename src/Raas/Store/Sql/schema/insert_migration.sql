-- @Number int, @Name nvarchar(200), @Checksum varchar(64), @AppliedAt datetime2(3)
INSERT INTO schema_migration (Number, Name, Checksum, AppliedAt) VALUES (@Number, @Name, @Checksum, @AppliedAt);
