-- The store of RAAS. Days are day numbers (0001-01-01 = 0), moments are ISO text in UTC. STRICT: a day written as text is an error, not a surprise.

-- Who exchanges files with us.
CREATE TABLE party (
    Cbe INTEGER PRIMARY KEY NOT NULL,
    Kind TEXT NOT NULL,
    Name TEXT NOT NULL,
    Flows TEXT NOT NULL,
    Supplies TEXT NULL,
    MergeAdjacent INTEGER NOT NULL,
    AutoReplace INTEGER NOT NULL,
    NotifyReplacements INTEGER NOT NULL,
    NotifyIdentityChanges INTEGER NOT NULL,
    EmptyNotifications INTEGER NOT NULL,
    RejectThreshold INTEGER NOT NULL,
    AnswerDetail TEXT NOT NULL,
    CONSTRAINT ck_party_1 CHECK (Kind IN ('INSTITUTION', 'SOURCE')),
    CONSTRAINT ck_party_2 CHECK (AnswerDetail IN ('ALL', 'REJECTED')),
    CONSTRAINT ck_party_3 CHECK (RejectThreshold BETWEEN 0 AND 100)
) STRICT;

-- In which role an institution knows a person. Valid until 9999-12-31 = open.
CREATE TABLE dossier_type (
    DossierTypeId INTEGER PRIMARY KEY AUTOINCREMENT,
    Party INTEGER NOT NULL,
    Code TEXT NOT NULL,
    ValidFrom INTEGER NOT NULL,
    ValidUntil INTEGER NOT NULL,
    NameFr TEXT NOT NULL,
    NameNl TEXT NOT NULL,
    NameDe TEXT NOT NULL,
    CONSTRAINT uq_dossier_type_1 UNIQUE (Party, Code)
) STRICT;

-- What a party may receive, by which deliberation.
CREATE TABLE authorisation (
    AuthorisationId INTEGER PRIMARY KEY AUTOINCREMENT,
    Party INTEGER NOT NULL,
    Service TEXT NOT NULL,
    DeliberationNumber TEXT NOT NULL,
    DossierTypes TEXT NULL,
    DataGroups TEXT NULL,
    ValidFrom INTEGER NOT NULL,
    ValidUntil INTEGER NOT NULL
) STRICT;

-- The ledger: one row per decision on a delivery. FiledAt is empty until the folders show it.
CREATE TABLE delivery (
    DeliveryId INTEGER PRIMARY KEY AUTOINCREMENT,
    Party INTEGER NOT NULL,
    Flow TEXT NULL,
    VoucherId TEXT NULL,
    FileSequenceNumber INTEGER NULL,
    VoucherFileName TEXT NOT NULL,
    DataFileName TEXT NULL,
    Digest TEXT NULL,
    Size INTEGER NULL,
    MessageCount INTEGER NULL,
    Decision TEXT NOT NULL,
    DecidedAt TEXT NOT NULL,
    DuplicateOf INTEGER NULL,
    FiledFolder TEXT NOT NULL,
    FiledVoucher TEXT NULL,
    FiledData TEXT NULL,
    FiledAt TEXT NULL,
    ReadCount INTEGER NOT NULL,
    Registered INTEGER NOT NULL,
    Merged INTEGER NOT NULL,
    Unchanged INTEGER NOT NULL,
    Removed INTEGER NOT NULL,
    Shortened INTEGER NOT NULL,
    Rejected INTEGER NOT NULL,
    CONSTRAINT ck_delivery_1 CHECK (Decision IN ('ACCEPTED', 'DUPLICATE', 'REFUSED', 'CANCELLED')),
    CONSTRAINT ck_delivery_2 CHECK (ReadCount = Registered + Merged + Unchanged + Removed + Shortened + Rejected)
) STRICT;

-- Why a delivery was refused.
CREATE TABLE delivery_error (
    DeliveryId INTEGER NOT NULL,
    ErrorNumber INTEGER NOT NULL,
    Code TEXT NOT NULL,
    Line INTEGER NULL,
    Position INTEGER NULL,
    Information TEXT NULL,
    CONSTRAINT pk_delivery_error PRIMARY KEY (DeliveryId, ErrorNumber)
) STRICT, WITHOUT ROWID;

-- Every file that we sent or are bound to send. PublishedAt is empty until it stands in out.
CREATE TABLE outgoing_file (
    Party INTEGER NOT NULL,
    Flow TEXT NOT NULL,
    Number INTEGER NOT NULL,
    FileName TEXT NOT NULL,
    VoucherId TEXT NOT NULL,
    Digest TEXT NOT NULL,
    Size INTEGER NOT NULL,
    MessageCount INTEGER NOT NULL,
    PreviousDigest TEXT NULL,
    CreatedAt TEXT NOT NULL,
    DeliveryId INTEGER NULL,
    RejectedFileName TEXT NULL,
    PublishedAt TEXT NULL,
    CONSTRAINT pk_outgoing_file PRIMARY KEY (Party, Flow, Number)
) STRICT, WITHOUT ROWID;

-- One per transaction that changes register or persons; grows in the order of change.
CREATE TABLE change_set (
    ChangeSetId INTEGER PRIMARY KEY AUTOINCREMENT,
    Cause TEXT NOT NULL,
    DeliveryId INTEGER NULL,
    At TEXT NOT NULL
) STRICT;

-- The register. EndDate 9999-12-31 = still open.
CREATE TABLE inscription (
    Party INTEGER NOT NULL,
    Ssin INTEGER NOT NULL,
    DossierTypeId INTEGER NOT NULL,
    BeginDate INTEGER NOT NULL,
    EndDate INTEGER NOT NULL,
    CONSTRAINT pk_inscription PRIMARY KEY (Party, Ssin, DossierTypeId, BeginDate),
    CONSTRAINT ck_inscription_1 CHECK (BeginDate <= EndDate)
) STRICT, WITHOUT ROWID;

-- Every change of a row: before without after = gone, after without before = new. Repeated in key order it gives the register.
CREATE TABLE inscription_journal (
    Party INTEGER NOT NULL,
    Ssin INTEGER NOT NULL,
    DossierTypeId INTEGER NOT NULL,
    ChangeSetId INTEGER NOT NULL,
    RecordNumber INTEGER NOT NULL,
    Part INTEGER NOT NULL,
    BeforeBegin INTEGER NULL,
    BeforeEnd INTEGER NULL,
    AfterBegin INTEGER NULL,
    AfterEnd INTEGER NULL,
    CONSTRAINT pk_inscription_journal PRIMARY KEY (Party, Ssin, DossierTypeId, ChangeSetId, RecordNumber, Part)
) STRICT, WITHOUT ROWID;

-- Our copy of the authentic source. BirthDate yyyyMMdd with 00 for what is unknown; State 1 active, 2 cancelled.
CREATE TABLE person (
    Ssin INTEGER PRIMARY KEY NOT NULL,
    Register TEXT NOT NULL,
    LastName TEXT NULL,
    FirstNames TEXT NULL,
    BirthDate INTEGER NOT NULL,
    BirthPlace TEXT NULL,
    Gender INTEGER NOT NULL,
    Nationalities TEXT NULL,
    CivilState TEXT NULL,
    Address TEXT NULL,
    DeceaseDate INTEGER NULL,
    State INTEGER NOT NULL,
    CONSTRAINT ck_person_1 CHECK (State IN (1, 2)),
    CONSTRAINT ck_person_2 CHECK (Gender IN (0, 1, 2))
) STRICT;

-- Numbers that gave way; CurrentSsin is the end of the chain.
CREATE TABLE replacement (
    OldSsin INTEGER PRIMARY KEY NOT NULL,
    NewSsin INTEGER NOT NULL,
    CurrentSsin INTEGER NOT NULL,
    Reason TEXT NULL,
    Date INTEGER NOT NULL,
    Source INTEGER NOT NULL,
    MutationId INTEGER NOT NULL,
    ChangeSetId INTEGER NOT NULL
) STRICT;

-- The journal of the authentic source, per data group.
CREATE TABLE person_change (
    PersonChangeId INTEGER PRIMARY KEY AUTOINCREMENT,
    Ssin INTEGER NOT NULL,
    DataGroup TEXT NOT NULL,
    BeforeValue TEXT NULL,
    AfterValue TEXT NULL,
    Date INTEGER NOT NULL,
    Source INTEGER NOT NULL,
    MutationId INTEGER NOT NULL,
    ChangeSetId INTEGER NOT NULL
) STRICT;

-- Items of a source that were taken over: told again, they change nothing.
CREATE TABLE person_mutation (
    Source INTEGER NOT NULL,
    MutationId INTEGER NOT NULL,
    Ssin INTEGER NOT NULL,
    Kind TEXT NOT NULL,
    Fingerprint INTEGER NOT NULL,
    ChangeSetId INTEGER NOT NULL,
    CONSTRAINT pk_person_mutation PRIMARY KEY (Source, MutationId)
) STRICT, WITHOUT ROWID;

-- Which worker is busy with which lane.
CREATE TABLE lane_lease (
    Party INTEGER NOT NULL,
    Flow TEXT NOT NULL,
    Owner TEXT NOT NULL,
    ExpiresAt TEXT NOT NULL,
    CONSTRAINT pk_lane_lease PRIMARY KEY (Party, Flow)
) STRICT, WITHOUT ROWID;

-- Numbers of the batch at hand.
CREATE TABLE stage_key (
    BatchId INTEGER NOT NULL,
    Ssin INTEGER NOT NULL,
    WantsIdentity INTEGER NOT NULL,
    CONSTRAINT pk_stage_key PRIMARY KEY (BatchId, Ssin)
) STRICT, WITHOUT ROWID;

-- Rows that the batch at hand takes out.
CREATE TABLE stage_row (
    BatchId INTEGER NOT NULL,
    Ssin INTEGER NOT NULL,
    DossierTypeId INTEGER NOT NULL,
    BeginDate INTEGER NOT NULL,
    CONSTRAINT pk_stage_row PRIMARY KEY (BatchId, Ssin, DossierTypeId, BeginDate)
) STRICT, WITHOUT ROWID;

-- Mutation ids of the batch at hand.
CREATE TABLE stage_mutation (
    BatchId INTEGER NOT NULL,
    MutationId INTEGER NOT NULL,
    CONSTRAINT pk_stage_mutation PRIMARY KEY (BatchId, MutationId)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ux_delivery_accepted ON delivery (Party, Flow, FileSequenceNumber) WHERE Decision = 'ACCEPTED';
CREATE INDEX ix_delivery_voucher ON delivery (VoucherId);
CREATE INDEX ix_delivery_unfiled ON delivery (Party) WHERE FiledAt IS NULL;
CREATE INDEX ix_delivery_filed ON delivery (Party, FiledFolder);
CREATE INDEX ix_outgoing_file_delivery ON outgoing_file (DeliveryId);
CREATE INDEX ix_change_set_cause ON change_set (Cause, ChangeSetId);
CREATE INDEX ix_replacement_new ON replacement (NewSsin);
CREATE INDEX ix_replacement_current ON replacement (CurrentSsin);
CREATE INDEX ix_person_change_ssin ON person_change (Ssin);
