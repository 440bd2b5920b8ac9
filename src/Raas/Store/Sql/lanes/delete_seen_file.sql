-- @Party bigint, @Name nvarchar(255)
DELETE FROM seen_file WHERE Party = @Party AND Name = @Name;
