-- The store of RAAS. Days are date, moments are datetime2 in UTC. Text that is compared is compared byte by byte.
-- LOCK_ESCALATION: lanes run side by side, so the locks of one delivery stay on its own rows and never grow to the table. The
-- server pays with some 100 bytes of lock memory a changed row until the delivery commits.

-- Who exchanges files with us.
CREATE TABLE party (
    Cbe bigint NOT NULL,
    Kind varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Name nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Flows nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Supplies nvarchar(50) COLLATE Latin1_General_100_BIN2 NULL,
    MergeAdjacent bit NOT NULL,
    AutoReplace bit NOT NULL,
    NotifyReplacements bit NOT NULL,
    NotifyIdentityChanges bit NOT NULL,
    EmptyNotifications bit NOT NULL,
    RejectThreshold int NOT NULL,
    AnswerDetail varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT pk_party PRIMARY KEY CLUSTERED (Cbe),
    CONSTRAINT ck_party_1 CHECK (Kind IN ('INSTITUTION', 'SOURCE')),
    CONSTRAINT ck_party_2 CHECK (AnswerDetail IN ('ALL', 'REJECTED')),
    CONSTRAINT ck_party_3 CHECK (RejectThreshold BETWEEN 0 AND 100)
);
GO

-- In which role an institution knows a person. Valid until 9999-12-31 = open.
CREATE TABLE dossier_type (
    DossierTypeId int IDENTITY(1, 1) NOT NULL CONSTRAINT pk_dossier_type PRIMARY KEY CLUSTERED,
    Party bigint NOT NULL,
    Code nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ValidFrom date NOT NULL,
    ValidUntil date NOT NULL,
    NameFr nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    NameNl nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    NameDe nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT uq_dossier_type_1 UNIQUE (Party, Code)
);
GO

-- What a party may receive, by which deliberation.
CREATE TABLE authorisation (
    AuthorisationId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_authorisation PRIMARY KEY CLUSTERED,
    Party bigint NOT NULL,
    Service nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DeliberationNumber nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DossierTypes nvarchar(2000) COLLATE Latin1_General_100_BIN2 NULL,
    DataGroups nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    ValidFrom date NOT NULL,
    ValidUntil date NOT NULL
);
GO

-- The ledger: one row per decision on a delivery. FiledAt is empty until the folders show it.
CREATE TABLE delivery (
    DeliveryId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_delivery PRIMARY KEY CLUSTERED,
    Party bigint NOT NULL,
    Flow varchar(64) COLLATE Latin1_General_100_BIN2 NULL,
    VoucherId varchar(36) COLLATE Latin1_General_100_BIN2 NULL,
    FileSequenceNumber bigint NULL,
    VoucherFileName nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DataFileName nvarchar(255) COLLATE Latin1_General_100_BIN2 NULL,
    Digest varchar(64) COLLATE Latin1_General_100_BIN2 NULL,
    Size bigint NULL,
    MessageCount bigint NULL,
    Decision varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DecidedAt datetime2(3) NOT NULL,
    DuplicateOf bigint NULL,
    FiledFolder nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FiledVoucher nvarchar(300) COLLATE Latin1_General_100_BIN2 NULL,
    FiledData nvarchar(300) COLLATE Latin1_General_100_BIN2 NULL,
    FiledAt datetime2(3) NULL,
    ReadCount bigint NOT NULL,
    Registered bigint NOT NULL,
    Merged bigint NOT NULL,
    Unchanged bigint NOT NULL,
    Removed bigint NOT NULL,
    Shortened bigint NOT NULL,
    Rejected bigint NOT NULL,
    CONSTRAINT ck_delivery_1 CHECK (Decision IN ('ACCEPTED', 'DUPLICATE', 'REFUSED', 'CANCELLED')),
    CONSTRAINT ck_delivery_2 CHECK (ReadCount = Registered + Merged + Unchanged + Removed + Shortened + Rejected)
);
GO

-- Why a delivery was refused.
CREATE TABLE delivery_error (
    DeliveryId bigint NOT NULL,
    ErrorNumber int NOT NULL,
    Code varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Line int NULL,
    Position int NULL,
    Information nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    CONSTRAINT pk_delivery_error PRIMARY KEY CLUSTERED (DeliveryId, ErrorNumber)
);
GO

-- Every file that we sent or are bound to send. PublishedAt is empty until it stands in out.
CREATE TABLE outgoing_file (
    Party bigint NOT NULL,
    Flow varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Number bigint NOT NULL,
    FileName nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    VoucherId varchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Digest varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Size bigint NOT NULL,
    MessageCount bigint NOT NULL,
    PreviousDigest varchar(64) COLLATE Latin1_General_100_BIN2 NULL,
    CreatedAt datetime2(3) NOT NULL,
    DeliveryId bigint NULL,
    RejectedFileName nvarchar(255) COLLATE Latin1_General_100_BIN2 NULL,
    PublishedAt datetime2(3) NULL,
    CONSTRAINT pk_outgoing_file PRIMARY KEY CLUSTERED (Party, Flow, Number)
);
GO

-- One per transaction that changes register or persons; grows in the order of change.
CREATE TABLE change_set (
    ChangeSetId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_change_set PRIMARY KEY CLUSTERED,
    Cause varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DeliveryId bigint NULL,
    At datetime2(3) NOT NULL
);
GO

-- The register. EndDate 9999-12-31 = still open.
CREATE TABLE inscription (
    Party bigint NOT NULL,
    Ssin bigint NOT NULL,
    DossierTypeId int NOT NULL,
    BeginDate date NOT NULL,
    EndDate date NOT NULL,
    CONSTRAINT pk_inscription PRIMARY KEY CLUSTERED (Party, Ssin, DossierTypeId, BeginDate),
    CONSTRAINT ck_inscription_1 CHECK (BeginDate <= EndDate)
);
GO
ALTER TABLE inscription SET (LOCK_ESCALATION = DISABLE);
GO

-- Every change of a row: before without after = gone, after without before = new. Repeated in key order it gives the register.
CREATE TABLE inscription_journal (
    Party bigint NOT NULL,
    Ssin bigint NOT NULL,
    DossierTypeId int NOT NULL,
    ChangeSetId bigint NOT NULL,
    RecordNumber int NOT NULL,
    Part int NOT NULL,
    BeforeBegin date NULL,
    BeforeEnd date NULL,
    AfterBegin date NULL,
    AfterEnd date NULL,
    CONSTRAINT pk_inscription_journal PRIMARY KEY CLUSTERED (Party, Ssin, DossierTypeId, ChangeSetId, RecordNumber, Part)
);
GO
ALTER TABLE inscription_journal SET (LOCK_ESCALATION = DISABLE);
GO

-- Our copy of the authentic source. BirthDate yyyyMMdd with 00 for what is unknown; State 1 active, 2 cancelled.
CREATE TABLE person (
    Ssin bigint NOT NULL,
    Register varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    LastName nvarchar(128) COLLATE Latin1_General_100_BIN2 NULL,
    FirstNames nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    BirthDate int NOT NULL,
    BirthPlace nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL,
    Gender int NOT NULL,
    Nationalities varchar(64) COLLATE Latin1_General_100_BIN2 NULL,
    CivilState varchar(16) COLLATE Latin1_General_100_BIN2 NULL,
    Address nvarchar(500) COLLATE Latin1_General_100_BIN2 NULL,
    DeceaseDate date NULL,
    State int NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY CLUSTERED (Ssin),
    CONSTRAINT ck_person_1 CHECK (State IN (1, 2)),
    CONSTRAINT ck_person_2 CHECK (Gender IN (0, 1, 2))
);
GO

-- Numbers that gave way; CurrentSsin is the end of the chain.
CREATE TABLE replacement (
    OldSsin bigint NOT NULL,
    NewSsin bigint NOT NULL,
    CurrentSsin bigint NOT NULL,
    Reason nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL,
    Date date NOT NULL,
    Source bigint NOT NULL,
    MutationId bigint NOT NULL,
    ChangeSetId bigint NOT NULL,
    CONSTRAINT pk_replacement PRIMARY KEY CLUSTERED (OldSsin)
);
GO

-- The journal of the authentic source, per data group.
CREATE TABLE person_change (
    PersonChangeId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_person_change PRIMARY KEY CLUSTERED,
    Ssin bigint NOT NULL,
    DataGroup varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    BeforeValue nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
    AfterValue nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
    Date date NOT NULL,
    Source bigint NOT NULL,
    MutationId bigint NOT NULL,
    ChangeSetId bigint NOT NULL
);
GO

-- Items of a source that were taken over: told again, they change nothing.
CREATE TABLE person_mutation (
    Source bigint NOT NULL,
    MutationId bigint NOT NULL,
    Ssin bigint NOT NULL,
    Kind varchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Fingerprint bigint NOT NULL,
    ChangeSetId bigint NOT NULL,
    CONSTRAINT pk_person_mutation PRIMARY KEY CLUSTERED (Source, MutationId)
);
GO

-- Which worker is busy with which lane.
CREATE TABLE lane_lease (
    Party bigint NOT NULL,
    Flow varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Owner nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ExpiresAt datetime2(3) NOT NULL,
    CONSTRAINT pk_lane_lease PRIMARY KEY CLUSTERED (Party, Flow)
);
GO

-- Numbers of the batch at hand.
CREATE TABLE stage_key (
    BatchId bigint NOT NULL,
    Ssin bigint NOT NULL,
    WantsIdentity int NOT NULL,
    CONSTRAINT pk_stage_key PRIMARY KEY CLUSTERED (BatchId, Ssin)
);
GO
ALTER TABLE stage_key SET (LOCK_ESCALATION = DISABLE);
GO

-- Rows that the batch at hand takes out.
CREATE TABLE stage_row (
    BatchId bigint NOT NULL,
    Ssin bigint NOT NULL,
    DossierTypeId int NOT NULL,
    BeginDate date NOT NULL,
    CONSTRAINT pk_stage_row PRIMARY KEY CLUSTERED (BatchId, Ssin, DossierTypeId, BeginDate)
);
GO
ALTER TABLE stage_row SET (LOCK_ESCALATION = DISABLE);
GO

-- Mutation ids of the batch at hand.
CREATE TABLE stage_mutation (
    BatchId bigint NOT NULL,
    MutationId bigint NOT NULL,
    CONSTRAINT pk_stage_mutation PRIMARY KEY CLUSTERED (BatchId, MutationId)
);
GO

CREATE UNIQUE INDEX ux_delivery_accepted ON delivery (Party, Flow, FileSequenceNumber) WHERE Decision = 'ACCEPTED';
GO
CREATE INDEX ix_delivery_voucher ON delivery (VoucherId);
GO
CREATE INDEX ix_delivery_unfiled ON delivery (Party) WHERE FiledAt IS NULL;
GO
CREATE INDEX ix_delivery_filed ON delivery (Party, FiledFolder);
GO
CREATE INDEX ix_outgoing_file_delivery ON outgoing_file (DeliveryId);
GO
CREATE INDEX ix_change_set_cause ON change_set (Cause, ChangeSetId);
GO
CREATE INDEX ix_replacement_new ON replacement (NewSsin);
GO
CREATE INDEX ix_replacement_current ON replacement (CurrentSsin);
GO
CREATE INDEX ix_person_change_ssin ON person_change (Ssin);
GO
