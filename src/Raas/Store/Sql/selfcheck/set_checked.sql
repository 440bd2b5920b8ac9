-- @Party bigint, @ChangeSetId bigint
UPDATE change_set SET ToCheck = NULL WHERE ToCheck = @Party AND ToCheck IS NOT NULL AND ChangeSetId <= @ChangeSetId;
