-- What operators do, and what they are told.

-- Lanes that an operator stopped. Flow '*': all flows of the party. Party 0, flow NIGHT: the nights of the schedule.
CREATE TABLE lane_hold (
    Party INTEGER NOT NULL,
    Flow TEXT NOT NULL,
    Operator TEXT NOT NULL,
    Reason TEXT NOT NULL,
    HeldAt TEXT NOT NULL,
    CONSTRAINT pk_lane_hold PRIMARY KEY (Party, Flow)
) STRICT, WITHOUT ROWID;

-- Deliveries that would take so much from the register that somebody has to agree first.
CREATE TABLE guarded_delivery (
    Party INTEGER NOT NULL,
    Flow TEXT NOT NULL,
    FileSequenceNumber INTEGER NOT NULL,
    Digest TEXT NOT NULL,
    RowsTaken INTEGER NOT NULL,
    RowsBefore INTEGER NOT NULL,
    GuardedAt TEXT NOT NULL,
    ReleasedAt TEXT NULL,
    CONSTRAINT pk_guarded_delivery PRIMARY KEY (Party, Flow, FileSequenceNumber, Digest)
) STRICT, WITHOUT ROWID;

-- The journal of operators: who did what, to what, and why. Ssin: whom somebody looked up; never shown in a list.
CREATE TABLE operator_action (
    ActionId INTEGER PRIMARY KEY AUTOINCREMENT,
    At TEXT NOT NULL,
    Operator TEXT NOT NULL,
    Action TEXT NOT NULL,
    Party INTEGER NULL,
    Flow TEXT NULL,
    Number INTEGER NULL,
    Ssin INTEGER NULL,
    Reason TEXT NOT NULL
) STRICT;

-- What somebody should look at: raised once, closed when it is over.
CREATE TABLE alarm (
    AlarmId INTEGER PRIMARY KEY AUTOINCREMENT,
    Kind TEXT NOT NULL,
    Subject TEXT NOT NULL,
    Party INTEGER NULL,
    Message TEXT NOT NULL,
    RaisedAt TEXT NOT NULL,
    ClosedAt TEXT NULL,
    RaiseSentAt TEXT NULL,
    CloseSentAt TEXT NULL
) STRICT;

-- Files that a party should send: on which days (1 = Monday), before which hour. Only working days count.
CREATE TABLE expected_delivery (
    Party INTEGER NOT NULL,
    Flow TEXT NOT NULL,
    Days TEXT NOT NULL,
    Before TEXT NOT NULL,
    CONSTRAINT pk_expected_delivery PRIMARY KEY (Party, Flow)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX ux_alarm_open ON alarm (Kind, Subject) WHERE ClosedAt IS NULL;
CREATE INDEX ix_delivery_decided ON delivery (DecidedAt);
