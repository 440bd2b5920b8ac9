-- no parameters
SELECT MAX(Version) FROM name_index;
