-- Names in every script. The index of names is a set: the same sound of the same person twice is once, and never stops a delivery of a
-- source.
-- Its keys are made anew by the rules of this version.
DROP TABLE person_name_key;

CREATE TABLE person_name_key (
    NameKey TEXT NOT NULL,
    BirthDate INTEGER NOT NULL,
    Ssin INTEGER NOT NULL,
    CONSTRAINT pk_person_name_key PRIMARY KEY (NameKey, BirthDate, Ssin) ON CONFLICT IGNORE
) STRICT, WITHOUT ROWID;

DELETE FROM name_index;
