-- @Party bigint
DELETE FROM seen_file WHERE Party = @Party;
