-- @Until datetime2(3)
DELETE FROM seen_message WHERE ExpiresAt < @Until;
