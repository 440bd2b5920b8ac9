-- The night: its ledger, what it has collected to tell, mutations that wait, Dimona.

-- The night whose work a file tells of.
CREATE TABLE night_file (
    BusinessDate INTEGER NOT NULL,
    Flow TEXT NOT NULL,
    Party INTEGER NOT NULL,
    Number INTEGER NOT NULL,
    CONSTRAINT pk_night_file PRIMARY KEY (BusinessDate, Flow, Party, Number)
) STRICT, WITHOUT ROWID;

-- The ledger of nights: one row per business date, and the step that is under way.
CREATE TABLE night_run (
    BusinessDate INTEGER PRIMARY KEY NOT NULL,
    State TEXT NOT NULL,
    Step TEXT NOT NULL,
    StartedAt TEXT NOT NULL,
    HeartbeatAt TEXT NOT NULL,
    CompletedAt TEXT NULL,
    Deliveries INTEGER NOT NULL,
    Released INTEGER NOT NULL,
    Held INTEGER NOT NULL,
    CheckedThrough INTEGER NOT NULL,
    Faults INTEGER NOT NULL,
    CONSTRAINT ck_night_run_1 CHECK (State IN ('RUNNING', 'COMPLETE'))
) STRICT;

-- How long each step of a night took.
CREATE TABLE night_step (
    BusinessDate INTEGER NOT NULL,
    Step TEXT NOT NULL,
    StartedAt TEXT NOT NULL,
    CompletedAt TEXT NULL,
    CONSTRAINT pk_night_step PRIMARY KEY (BusinessDate, Step)
) STRICT, WITHOUT ROWID;

-- What a night took from a journal: the entries after FromId up to ThroughId. Superseded: taken back or overtaken by a later entry, or told with another.
CREATE TABLE night_flow (
    BusinessDate INTEGER NOT NULL,
    Flow TEXT NOT NULL,
    FromId INTEGER NOT NULL,
    ThroughId INTEGER NOT NULL,
    ThroughChangeSet INTEGER NOT NULL,
    Events INTEGER NOT NULL,
    Superseded INTEGER NOT NULL,
    Considered INTEGER NOT NULL,
    CONSTRAINT pk_night_flow PRIMARY KEY (BusinessDate, Flow)
) STRICT, WITHOUT ROWID;

-- What became of it for each party: Considered = Notified + the reasons why not.
CREATE TABLE night_party (
    BusinessDate INTEGER NOT NULL,
    Flow TEXT NOT NULL,
    Party INTEGER NOT NULL,
    Considered INTEGER NOT NULL,
    Notified INTEGER NOT NULL,
    NotAsked INTEGER NOT NULL,
    NotHeld INTEGER NOT NULL,
    NotAuthorised INTEGER NOT NULL,
    RowsMoved INTEGER NOT NULL,
    Files INTEGER NOT NULL,
    ChangeSetId INTEGER NULL,
    DoneAt TEXT NOT NULL,
    CONSTRAINT pk_night_party PRIMARY KEY (BusinessDate, Flow, Party)
) STRICT, WITHOUT ROWID;

-- The numbers that the night at hand is about, in clusters that have to be decided together. Party 0 = for every party.
-- Change: 1 another number stands for it than before the night; 2 the same one, again, after it had stood for itself in between.
CREATE TABLE night_number (
    ClusterNo INTEGER NOT NULL,
    Ssin INTEGER NOT NULL,
    Party INTEGER NOT NULL,
    CurrentSsin INTEGER NOT NULL,
    CauseSsin INTEGER NOT NULL,
    Kind TEXT NULL,
    Change INTEGER NOT NULL,
    IsCancelled INTEGER NOT NULL,
    MutationId INTEGER NOT NULL,
    Source INTEGER NOT NULL,
    Date INTEGER NOT NULL,
    CONSTRAINT pk_night_number PRIMARY KEY (ClusterNo, Ssin, Party)
) STRICT, WITHOUT ROWID;

-- What the services of the night at hand have to tell: one row per event and number under which a party may hold the person.
CREATE TABLE night_event (
    Flow TEXT NOT NULL,
    CurrentSsin INTEGER NOT NULL,
    EventNo INTEGER NOT NULL,
    HolderSsin INTEGER NOT NULL,
    Date INTEGER NOT NULL,
    MutationId INTEGER NOT NULL,
    Source INTEGER NOT NULL,
    Kind TEXT NOT NULL,
    Content TEXT NOT NULL,
    CONSTRAINT pk_night_event PRIMARY KEY (Flow, EventNo, HolderSsin)
) STRICT, WITHOUT ROWID;

-- Rows that followed a replaced number: under which number each piece was registered. What an annulment puts back.
CREATE TABLE moved_row (
    Party INTEGER NOT NULL,
    HolderSsin INTEGER NOT NULL,
    DossierTypeId INTEGER NOT NULL,
    OriginSsin INTEGER NOT NULL,
    BeginDate INTEGER NOT NULL,
    EndDate INTEGER NOT NULL,
    ChangeSetId INTEGER NOT NULL,
    CONSTRAINT pk_moved_row PRIMARY KEY (Party, HolderSsin, DossierTypeId, OriginSsin, BeginDate)
) STRICT, WITHOUT ROWID;

-- Parties that chose autoReplace since: the next night moves what stands under replaced numbers.
CREATE TABLE party_sweep (
    Party INTEGER PRIMARY KEY NOT NULL
) STRICT;

-- Mutations that could not be applied when they came: of a later date, or by a number that is not known yet.
CREATE TABLE held_mutation (
    HeldId INTEGER PRIMARY KEY AUTOINCREMENT,
    Source INTEGER NOT NULL,
    MutationId INTEGER NOT NULL,
    Ssin INTEGER NOT NULL,
    NewSsin INTEGER NOT NULL,
    Kind TEXT NOT NULL,
    DueDate INTEGER NOT NULL,
    Groups INTEGER NOT NULL,
    State TEXT NOT NULL,
    Code TEXT NULL,
    HeldAt TEXT NOT NULL,
    Content TEXT NOT NULL,
    CONSTRAINT uq_held_mutation_1 UNIQUE (Source, MutationId),
    CONSTRAINT ck_held_mutation_1 CHECK (State IN ('HELD', 'REJECTED'))
) STRICT;

-- Declarations, each in its last state. A declaration that changes gets a new DimonaId.
CREATE TABLE dimona_declaration (
    DimonaId INTEGER PRIMARY KEY AUTOINCREMENT,
    DeclarationId INTEGER NOT NULL,
    HistoryNumber INTEGER NOT NULL,
    Type TEXT NOT NULL,
    Ssin INTEGER NOT NULL,
    NssoNumber TEXT NULL,
    CbeNumber TEXT NULL,
    WorkerType TEXT NOT NULL,
    JointCommittee TEXT NULL,
    BeginDate INTEGER NOT NULL,
    EndDate INTEGER NULL,
    Source INTEGER NOT NULL,
    ChangeSetId INTEGER NOT NULL,
    CONSTRAINT uq_dimona_declaration_1 UNIQUE (DeclarationId)
) STRICT;

-- Mutations of declarations that were taken over: told again, they change nothing.
CREATE TABLE dimona_mutation (
    DeclarationId INTEGER NOT NULL,
    HistoryNumber INTEGER NOT NULL,
    Fingerprint INTEGER NOT NULL,
    ChangeSetId INTEGER NOT NULL,
    CONSTRAINT pk_dimona_mutation PRIMARY KEY (DeclarationId, HistoryNumber)
) STRICT, WITHOUT ROWID;

-- Pieces that the batch at hand takes out.
CREATE TABLE stage_piece (
    BatchId INTEGER NOT NULL,
    HolderSsin INTEGER NOT NULL,
    DossierTypeId INTEGER NOT NULL,
    CONSTRAINT pk_stage_piece PRIMARY KEY (BatchId, HolderSsin, DossierTypeId)
) STRICT, WITHOUT ROWID;
CREATE INDEX ix_outgoing_file_unpublished ON outgoing_file (Party) WHERE PublishedAt IS NULL;
CREATE INDEX ix_held_mutation_due ON held_mutation (State, DueDate);
CREATE INDEX ix_held_mutation_ssin ON held_mutation (Ssin);
