-- no parameters
-- Since when it is journalled which pieces stood where and since when a number is known: migration 0022.
SELECT AppliedAt FROM schema_migration WHERE Number = 22;
