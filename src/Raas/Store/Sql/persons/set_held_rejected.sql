-- @HeldId bigint, @Code varchar(16)
-- Its content has done its work, and is somebody's data.
UPDATE held_mutation SET State = 'REJECTED', Code = @Code, Content = '' WHERE HeldId = @HeldId;
