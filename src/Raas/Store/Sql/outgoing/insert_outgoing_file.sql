-- @Party bigint, @Flow varchar(64), @Number bigint, @FileName nvarchar(255), @VoucherId varchar(36), @Digest varchar(64), @Size bigint,
-- @MessageCount bigint, @PreviousDigest varchar(64), @CreatedAt datetime2(3), @DeliveryId bigint, @RejectedFileName nvarchar(255),
-- @RejectedDigest varchar(64), @RestartAfter bigint, @RestartAt datetime2(3), @RestartReason nvarchar(255), @LegalContext nvarchar(64),
-- @Deliberations nvarchar(max), @DisclosureDigest varchar(64)
INSERT INTO outgoing_file (Party, Flow, Number, FileName, VoucherId, Digest, Size, MessageCount, PreviousDigest, CreatedAt,
                           DeliveryId, RejectedFileName, RejectedDigest, RestartAfter, RestartAt, RestartReason, PublishedAt,
                           LegalContext, Deliberations, DisclosureDigest)
VALUES (@Party, @Flow, @Number, @FileName, @VoucherId, @Digest, @Size, @MessageCount, @PreviousDigest, @CreatedAt,
        @DeliveryId, @RejectedFileName, @RejectedDigest, @RestartAfter, @RestartAt, @RestartReason, NULL,
        @LegalContext, @Deliberations, @DisclosureDigest);
