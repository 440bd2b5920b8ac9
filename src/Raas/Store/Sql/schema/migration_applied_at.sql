-- @Number int
SELECT AppliedAt FROM schema_migration WHERE Number = @Number;
