-- The night: its ledger, what it has collected to tell, mutations that wait, Dimona.

-- The night whose work a file tells of.
CREATE TABLE night_file (
    BusinessDate date NOT NULL,
    Flow varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Party bigint NOT NULL,
    Number bigint NOT NULL,
    CONSTRAINT pk_night_file PRIMARY KEY CLUSTERED (BusinessDate, Flow, Party, Number)
);
GO

-- The ledger of nights: one row per business date, and the step that is under way.
CREATE TABLE night_run (
    BusinessDate date NOT NULL CONSTRAINT pk_night_run PRIMARY KEY CLUSTERED,
    State varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Step varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    StartedAt datetime2(3) NOT NULL,
    HeartbeatAt datetime2(3) NOT NULL,
    CompletedAt datetime2(3) NULL,
    Deliveries bigint NOT NULL,
    Released bigint NOT NULL,
    Held bigint NOT NULL,
    CheckedThrough bigint NOT NULL,
    Faults int NOT NULL,
    CONSTRAINT ck_night_run_1 CHECK (State IN ('RUNNING', 'COMPLETE'))
);
GO

-- How long each step of a night took.
CREATE TABLE night_step (
    BusinessDate date NOT NULL,
    Step varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    StartedAt datetime2(3) NOT NULL,
    CompletedAt datetime2(3) NULL,
    CONSTRAINT pk_night_step PRIMARY KEY CLUSTERED (BusinessDate, Step)
);
GO

-- What a night took from a journal: the entries after FromId up to ThroughId. Superseded: taken back or overtaken by a later entry, or told with another.
CREATE TABLE night_flow (
    BusinessDate date NOT NULL,
    Flow varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FromId bigint NOT NULL,
    ThroughId bigint NOT NULL,
    ThroughChangeSet bigint NOT NULL,
    Events bigint NOT NULL,
    Superseded bigint NOT NULL,
    Considered bigint NOT NULL,
    CONSTRAINT pk_night_flow PRIMARY KEY CLUSTERED (BusinessDate, Flow)
);
GO

-- What became of it for each party: Considered = Notified + the reasons why not.
CREATE TABLE night_party (
    BusinessDate date NOT NULL,
    Flow varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Party bigint NOT NULL,
    Considered bigint NOT NULL,
    Notified bigint NOT NULL,
    NotAsked bigint NOT NULL,
    NotHeld bigint NOT NULL,
    NotAuthorised bigint NOT NULL,
    RowsMoved bigint NOT NULL,
    Files bigint NOT NULL,
    ChangeSetId bigint NULL,
    DoneAt datetime2(3) NOT NULL,
    CONSTRAINT pk_night_party PRIMARY KEY CLUSTERED (BusinessDate, Flow, Party)
);
GO

-- The numbers that the night at hand is about, in clusters that have to be decided together. Party 0 = for every party.
-- Change: 1 another number stands for it than before the night; 2 the same one, again, after it had stood for itself in between.
CREATE TABLE night_number (
    ClusterNo int NOT NULL,
    Ssin bigint NOT NULL,
    Party bigint NOT NULL,
    CurrentSsin bigint NOT NULL,
    CauseSsin bigint NOT NULL,
    Kind varchar(32) COLLATE Latin1_General_100_BIN2 NULL,
    Change int NOT NULL,
    IsCancelled int NOT NULL,
    MutationId bigint NOT NULL,
    Source bigint NOT NULL,
    Date date NOT NULL,
    CONSTRAINT pk_night_number PRIMARY KEY CLUSTERED (ClusterNo, Ssin, Party)
);
GO
ALTER TABLE night_number SET (LOCK_ESCALATION = DISABLE);
GO

-- What the services of the night at hand have to tell: one row per event and number under which a party may hold the person.
CREATE TABLE night_event (
    Flow varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CurrentSsin bigint NOT NULL,
    EventNo bigint NOT NULL,
    HolderSsin bigint NOT NULL,
    Date date NOT NULL,
    MutationId bigint NOT NULL,
    Source bigint NOT NULL,
    Kind varchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Content nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT pk_night_event PRIMARY KEY CLUSTERED (Flow, EventNo, HolderSsin)
);
GO
ALTER TABLE night_event SET (LOCK_ESCALATION = DISABLE);
GO

-- Rows that followed a replaced number: under which number each piece was registered. What an annulment puts back.
CREATE TABLE moved_row (
    Party bigint NOT NULL,
    HolderSsin bigint NOT NULL,
    DossierTypeId int NOT NULL,
    OriginSsin bigint NOT NULL,
    BeginDate date NOT NULL,
    EndDate date NOT NULL,
    ChangeSetId bigint NOT NULL,
    CONSTRAINT pk_moved_row PRIMARY KEY CLUSTERED (Party, HolderSsin, DossierTypeId, OriginSsin, BeginDate)
);
GO
ALTER TABLE moved_row SET (LOCK_ESCALATION = DISABLE);
GO

-- Parties that chose autoReplace since: the next night moves what stands under replaced numbers.
CREATE TABLE party_sweep (
    Party bigint NOT NULL CONSTRAINT pk_party_sweep PRIMARY KEY CLUSTERED
);
GO

-- Mutations that could not be applied when they came: of a later date, or by a number that is not known yet.
CREATE TABLE held_mutation (
    HeldId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_held_mutation PRIMARY KEY CLUSTERED,
    Source bigint NOT NULL,
    MutationId bigint NOT NULL,
    Ssin bigint NOT NULL,
    NewSsin bigint NOT NULL,
    Kind varchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DueDate date NOT NULL,
    Groups int NOT NULL,
    State varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Code varchar(16) COLLATE Latin1_General_100_BIN2 NULL,
    HeldAt datetime2(3) NOT NULL,
    Content nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT uq_held_mutation_1 UNIQUE (Source, MutationId),
    CONSTRAINT ck_held_mutation_1 CHECK (State IN ('HELD', 'REJECTED'))
);
GO

-- Declarations, each in its last state. A declaration that changes gets a new DimonaId.
CREATE TABLE dimona_declaration (
    DimonaId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_dimona_declaration PRIMARY KEY CLUSTERED,
    DeclarationId bigint NOT NULL,
    HistoryNumber int NOT NULL,
    Type varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Ssin bigint NOT NULL,
    NssoNumber varchar(10) COLLATE Latin1_General_100_BIN2 NULL,
    CbeNumber varchar(10) COLLATE Latin1_General_100_BIN2 NULL,
    WorkerType varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    JointCommittee varchar(16) COLLATE Latin1_General_100_BIN2 NULL,
    BeginDate date NOT NULL,
    EndDate date NULL,
    Source bigint NOT NULL,
    ChangeSetId bigint NOT NULL,
    CONSTRAINT uq_dimona_declaration_1 UNIQUE (DeclarationId)
);
GO

-- Mutations of declarations that were taken over: told again, they change nothing.
CREATE TABLE dimona_mutation (
    DeclarationId bigint NOT NULL,
    HistoryNumber int NOT NULL,
    Fingerprint bigint NOT NULL,
    ChangeSetId bigint NOT NULL,
    CONSTRAINT pk_dimona_mutation PRIMARY KEY CLUSTERED (DeclarationId, HistoryNumber)
);
GO

-- Pieces that the batch at hand takes out.
CREATE TABLE stage_piece (
    BatchId bigint NOT NULL,
    HolderSsin bigint NOT NULL,
    DossierTypeId int NOT NULL,
    CONSTRAINT pk_stage_piece PRIMARY KEY CLUSTERED (BatchId, HolderSsin, DossierTypeId)
);
GO
ALTER TABLE stage_piece SET (LOCK_ESCALATION = DISABLE);
GO
CREATE INDEX ix_outgoing_file_unpublished ON outgoing_file (Party) WHERE PublishedAt IS NULL;
GO
CREATE INDEX ix_held_mutation_due ON held_mutation (State, DueDate);
GO
CREATE INDEX ix_held_mutation_ssin ON held_mutation (Ssin);
GO
