-- What the services on line need.

-- The legal bases on which a party may ask.
CREATE TABLE legal_context (
    Party INTEGER NOT NULL,
    Name TEXT NOT NULL,
    CONSTRAINT pk_legal_context PRIMARY KEY (Party, Name)
) STRICT, WITHOUT ROWID;

-- By what a party proves who it is: a certificate (subject and SHA-256 thumbprint) or a hashed secret under a name.
CREATE TABLE credential (
    CredentialId INTEGER PRIMARY KEY AUTOINCREMENT,
    Party INTEGER NOT NULL,
    Name TEXT NOT NULL,
    Subject TEXT NULL,
    Thumbprint TEXT NULL,
    Secret TEXT NULL,
    ValidFrom INTEGER NOT NULL,
    ValidUntil INTEGER NOT NULL,
    CONSTRAINT ck_credential_1 CHECK ((Thumbprint IS NULL AND Subject IS NULL AND Secret IS NOT NULL) OR (Thumbprint IS NOT NULL AND Subject IS NOT NULL AND Secret IS NULL))
) STRICT;

-- Under which sounds the name of a person is found.
CREATE TABLE person_name_key (
    NameKey TEXT NOT NULL,
    BirthDate INTEGER NOT NULL,
    Ssin INTEGER NOT NULL,
    CONSTRAINT pk_person_name_key PRIMARY KEY (NameKey, BirthDate, Ssin)
) STRICT, WITHOUT ROWID;

-- By which rules the keys were made: other rules make them anew.
CREATE TABLE name_index (
    Version INTEGER PRIMARY KEY NOT NULL
) STRICT;

-- Keys that the batch at hand takes out.
CREATE TABLE stage_name_key (
    BatchId INTEGER NOT NULL,
    NameKey TEXT NOT NULL,
    BirthDate INTEGER NOT NULL,
    Ssin INTEGER NOT NULL,
    CONSTRAINT pk_stage_name_key PRIMARY KEY (BatchId, NameKey, BirthDate, Ssin)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX ux_credential_secret ON credential (Name) WHERE Secret IS NOT NULL;
CREATE UNIQUE INDEX ux_credential_thumbprint ON credential (Thumbprint) WHERE Thumbprint IS NOT NULL;
