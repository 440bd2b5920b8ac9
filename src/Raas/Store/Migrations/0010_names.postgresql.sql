-- Names in every script. The index of names is a set: what is put in again is left out by the bulk load, see PostgreSqlDialect.
-- Its keys are made anew by the rules of this version.
DELETE FROM name_index;

-- As long as the other server has them, where a character beyond U+FFFF takes two places; here it takes one.
ALTER TABLE person ALTER COLUMN LastName TYPE varchar(256) COLLATE "C";

ALTER TABLE person ALTER COLUMN FirstNames TYPE varchar(300) COLLATE "C";

ALTER TABLE person ALTER COLUMN BirthPlace TYPE varchar(200) COLLATE "C";

ALTER TABLE replacement ALTER COLUMN Reason TYPE varchar(200) COLLATE "C";

ALTER TABLE party ALTER COLUMN Name TYPE varchar(256) COLLATE "C";

ALTER TABLE dossier_type ALTER COLUMN NameFr TYPE varchar(256) COLLATE "C";

ALTER TABLE dossier_type ALTER COLUMN NameNl TYPE varchar(256) COLLATE "C";

ALTER TABLE dossier_type ALTER COLUMN NameDe TYPE varchar(256) COLLATE "C";

ALTER TABLE authorisation ALTER COLUMN Service TYPE varchar(128) COLLATE "C";

ALTER TABLE authorisation ALTER COLUMN DeliberationNumber TYPE varchar(128) COLLATE "C";

ALTER TABLE credential ALTER COLUMN Name TYPE varchar(200) COLLATE "C";

ALTER TABLE credential ALTER COLUMN Subject TYPE varchar(800) COLLATE "C";

ALTER TABLE lane_hold ALTER COLUMN Operator TYPE varchar(200) COLLATE "C";

ALTER TABLE lane_hold ALTER COLUMN Reason TYPE varchar(1000) COLLATE "C";

ALTER TABLE operator_action ALTER COLUMN Operator TYPE varchar(200) COLLATE "C";

ALTER TABLE operator_action ALTER COLUMN Reason TYPE varchar(1000) COLLATE "C";

-- What an alarm is about may be the name of a file.
DROP INDEX ux_alarm_open;

ALTER TABLE alarm ALTER COLUMN Subject TYPE varchar(200) COLLATE "C";

CREATE UNIQUE INDEX ux_alarm_open ON alarm (Kind, Subject) WHERE ClosedAt IS NULL;
