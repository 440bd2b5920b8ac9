-- What operators do, and what they are told.

-- Lanes that an operator stopped. Flow '*': all flows of the party. Party 0, flow NIGHT: the nights of the schedule.
CREATE TABLE lane_hold (
    Party bigint NOT NULL,
    Flow varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Operator nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Reason nvarchar(500) COLLATE Latin1_General_100_BIN2 NOT NULL,
    HeldAt datetime2(3) NOT NULL,
    CONSTRAINT pk_lane_hold PRIMARY KEY CLUSTERED (Party, Flow)
);
GO

-- Deliveries that would take so much from the register that somebody has to agree first.
CREATE TABLE guarded_delivery (
    Party bigint NOT NULL,
    Flow varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    FileSequenceNumber bigint NOT NULL,
    Digest varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    RowsTaken bigint NOT NULL,
    RowsBefore bigint NOT NULL,
    GuardedAt datetime2(3) NOT NULL,
    ReleasedAt datetime2(3) NULL,
    CONSTRAINT pk_guarded_delivery PRIMARY KEY CLUSTERED (Party, Flow, FileSequenceNumber, Digest)
);
GO

-- The journal of operators: who did what, to what, and why. Ssin: whom somebody looked up; never shown in a list.
CREATE TABLE operator_action (
    ActionId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_operator_action PRIMARY KEY CLUSTERED,
    At datetime2(3) NOT NULL,
    Operator nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Action varchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Party bigint NULL,
    Flow varchar(64) COLLATE Latin1_General_100_BIN2 NULL,
    Number bigint NULL,
    Ssin bigint NULL,
    Reason nvarchar(500) COLLATE Latin1_General_100_BIN2 NOT NULL
);
GO

-- What somebody should look at: raised once, closed when it is over.
CREATE TABLE alarm (
    AlarmId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_alarm PRIMARY KEY CLUSTERED,
    Kind varchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Subject varchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Party bigint NULL,
    Message nvarchar(1000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    RaisedAt datetime2(3) NOT NULL,
    ClosedAt datetime2(3) NULL,
    RaiseSentAt datetime2(3) NULL,
    CloseSentAt datetime2(3) NULL
);
GO

-- Files that a party should send: on which days (1 = Monday), before which hour. Only working days count.
CREATE TABLE expected_delivery (
    Party bigint NOT NULL,
    Flow varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Days varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Before varchar(5) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT pk_expected_delivery PRIMARY KEY CLUSTERED (Party, Flow)
);
GO

CREATE UNIQUE INDEX ux_alarm_open ON alarm (Kind, Subject) WHERE ClosedAt IS NULL;
GO

CREATE INDEX ix_delivery_decided ON delivery (DecidedAt);
GO
