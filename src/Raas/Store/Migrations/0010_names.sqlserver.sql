-- Names in every script. The index of names is a set: the same sound of the same person twice is once, and never stops a delivery of a
-- source.
-- Its keys are made anew by the rules of this version.
ALTER INDEX pk_person_name_key ON person_name_key SET (IGNORE_DUP_KEY = ON);
GO

DELETE FROM name_index;
GO

-- Lengths are characters in the schemas and in the configuration; here a character beyond U+FFFF takes two places.
ALTER TABLE person ALTER COLUMN LastName nvarchar(256) COLLATE Latin1_General_100_BIN2 NULL;
GO

ALTER TABLE person ALTER COLUMN FirstNames nvarchar(300) COLLATE Latin1_General_100_BIN2 NULL;
GO

ALTER TABLE person ALTER COLUMN BirthPlace nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL;
GO

ALTER TABLE replacement ALTER COLUMN Reason nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL;
GO

ALTER TABLE party ALTER COLUMN Name nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL;
GO

ALTER TABLE dossier_type ALTER COLUMN NameFr nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL;
GO

ALTER TABLE dossier_type ALTER COLUMN NameNl nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL;
GO

ALTER TABLE dossier_type ALTER COLUMN NameDe nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL;
GO

ALTER TABLE authorisation ALTER COLUMN Service nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL;
GO

ALTER TABLE authorisation ALTER COLUMN DeliberationNumber nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL;
GO

ALTER TABLE credential ALTER COLUMN Name nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL;
GO

ALTER TABLE credential ALTER COLUMN Subject nvarchar(800) COLLATE Latin1_General_100_BIN2 NULL;
GO

ALTER TABLE lane_hold ALTER COLUMN Operator nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL;
GO

ALTER TABLE lane_hold ALTER COLUMN Reason nvarchar(1000) COLLATE Latin1_General_100_BIN2 NOT NULL;
GO

ALTER TABLE operator_action ALTER COLUMN Operator nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL;
GO

ALTER TABLE operator_action ALTER COLUMN Reason nvarchar(1000) COLLATE Latin1_General_100_BIN2 NOT NULL;
GO

-- What an alarm is about may be the name of a file.
DROP INDEX ux_alarm_open ON alarm;
GO

ALTER TABLE alarm ALTER COLUMN Subject nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL;
GO

CREATE UNIQUE INDEX ux_alarm_open ON alarm (Kind, Subject) WHERE ClosedAt IS NULL;
GO
