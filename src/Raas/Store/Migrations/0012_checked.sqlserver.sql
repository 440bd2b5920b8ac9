-- What the self-check has still to look at, and what people write.

-- The institution whose rows a change set changes, until a check has found them right: each is checked once, whoever made it and whenever it commits.
ALTER TABLE change_set ADD ToCheck bigint NULL;
GO

CREATE INDEX ix_change_set_check ON change_set (ToCheck, ChangeSetId) WHERE ToCheck IS NOT NULL;
GO

-- Not all were looked at before: every institution is checked once.
INSERT INTO change_set (Cause, DeliveryId, At, ToCheck) SELECT 'CHECK', NULL, SYSUTCDATETIME(), Cbe FROM party WHERE Kind = 'INSTITUTION';
GO

ALTER TABLE night_run DROP COLUMN CheckedThrough;
GO

-- The name of a file may be part of it.
ALTER TABLE notice ALTER COLUMN Subject nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL;
GO

-- As many as somebody is authorised for: forty of the longest codes did not fit.
ALTER TABLE authorisation ALTER COLUMN DossierTypes nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL;
GO
