-- What the self-check has still to look at, and what people write.

-- The institution whose rows a change set changes, until a check has found them right: each is checked once, whoever made it and whenever it commits.
ALTER TABLE change_set ADD COLUMN ToCheck bigint NULL;

CREATE INDEX ix_change_set_check ON change_set (ToCheck, ChangeSetId) WHERE ToCheck IS NOT NULL;

-- Not all were looked at before: every institution is checked once.
INSERT INTO change_set (Cause, DeliveryId, At, ToCheck) SELECT 'CHECK', NULL, CURRENT_TIMESTAMP, Cbe FROM party WHERE Kind = 'INSTITUTION';

ALTER TABLE night_run DROP COLUMN CheckedThrough;
