-- no parameters
SELECT DISTINCT Party FROM guarded_delivery WHERE ReleasedAt IS NULL;
