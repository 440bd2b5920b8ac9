-- no parameters
SELECT Number, Checksum FROM schema_migration ORDER BY Number;
