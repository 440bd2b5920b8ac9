-- What the services on line need.

-- The legal bases on which a party may ask.
CREATE TABLE legal_context (
    Party bigint NOT NULL,
    Name varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT pk_legal_context PRIMARY KEY CLUSTERED (Party, Name)
);
GO

-- By what a party proves who it is: a certificate (subject and SHA-256 thumbprint) or a hashed secret under a name.
CREATE TABLE credential (
    CredentialId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_credential PRIMARY KEY CLUSTERED,
    Party bigint NOT NULL,
    Name nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Subject nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
    Thumbprint varchar(64) COLLATE Latin1_General_100_BIN2 NULL,
    Secret varchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    ValidFrom date NOT NULL,
    ValidUntil date NOT NULL,
    CONSTRAINT ck_credential_1 CHECK ((Thumbprint IS NULL AND Subject IS NULL AND Secret IS NOT NULL) OR (Thumbprint IS NOT NULL AND Subject IS NOT NULL AND Secret IS NULL))
);
GO

-- Under which sounds the name of a person is found.
CREATE TABLE person_name_key (
    NameKey varchar(12) COLLATE Latin1_General_100_BIN2 NOT NULL,
    BirthDate int NOT NULL,
    Ssin bigint NOT NULL,
    CONSTRAINT pk_person_name_key PRIMARY KEY CLUSTERED (NameKey, BirthDate, Ssin)
);
GO

-- By which rules the keys were made: other rules make them anew.
CREATE TABLE name_index (
    Version int NOT NULL CONSTRAINT pk_name_index PRIMARY KEY CLUSTERED
);
GO

-- Keys that the batch at hand takes out.
CREATE TABLE stage_name_key (
    BatchId bigint NOT NULL,
    NameKey varchar(12) COLLATE Latin1_General_100_BIN2 NOT NULL,
    BirthDate int NOT NULL,
    Ssin bigint NOT NULL,
    CONSTRAINT pk_stage_name_key PRIMARY KEY CLUSTERED (BatchId, NameKey, BirthDate, Ssin)
);
GO

CREATE UNIQUE INDEX ux_credential_secret ON credential (Name) WHERE Secret IS NOT NULL;
GO

CREATE UNIQUE INDEX ux_credential_thumbprint ON credential (Thumbprint) WHERE Thumbprint IS NOT NULL;
GO
