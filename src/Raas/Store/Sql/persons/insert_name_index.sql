-- @Version int
INSERT INTO name_index (Version) VALUES (@Version);
