-- @Ssin bigint, @MutationId bigint, @Kind varchar(16), @Date date, @Source bigint
INSERT INTO pension (Ssin, MutationId, Kind, Date, Source) VALUES (@Ssin, @MutationId, @Kind, @Date, @Source);
