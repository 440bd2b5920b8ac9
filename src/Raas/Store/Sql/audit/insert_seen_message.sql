-- @Digest varchar(64), @ExpiresAt datetime2(3)
INSERT INTO seen_message (Digest, ExpiresAt) VALUES (@Digest, @ExpiresAt);
