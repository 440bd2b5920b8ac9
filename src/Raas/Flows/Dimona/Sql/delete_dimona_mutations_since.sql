-- @ChangeSetId bigint
-- First of three: declarations as they were before a change set, as far as an answer depends on them. Never committed.
DELETE FROM dimona_mutation WHERE ChangeSetId >= @ChangeSetId;
