-- What institutions were told, what replacements have not moved yet, and what sources told for a later day.

-- What waits is applied whole. The legal context is that of the delivery: an answer may follow when the day has come.
ALTER TABLE held_mutation DROP COLUMN Groups;
GO
ALTER TABLE held_mutation ADD LegalContext nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL;
GO

-- Whether it waits for its day; else for a number that is not known yet.
ALTER TABLE held_mutation ADD IsForDay int NOT NULL CONSTRAINT df_held_mutation_1 DEFAULT 1;
GO

-- The number that stands for a number, and stood for it before the night; 0 = none.
ALTER TABLE night_number ADD NextSsin bigint NOT NULL CONSTRAINT df_night_number_1 DEFAULT 0;
GO
ALTER TABLE night_number ADD NextBefore bigint NOT NULL CONSTRAINT df_night_number_2 DEFAULT 0;
GO

-- Numbers of those clusters that are cancelled. IsNew 0: in an earlier night; told to whom a replacement has led there only now.
CREATE TABLE night_cancellation (
    ClusterNo int NOT NULL,
    Ssin bigint NOT NULL,
    IsNew int NOT NULL,
    MutationId bigint NOT NULL,
    Source bigint NOT NULL,
    Date date NOT NULL,
    CONSTRAINT pk_night_cancellation PRIMARY KEY CLUSTERED (ClusterNo, Ssin)
);
GO

-- A night that is under way goes on.
INSERT INTO night_cancellation (ClusterNo, Ssin, IsNew, MutationId, Source, Date)
SELECT ClusterNo, Ssin, 1, MutationId, Source, Date FROM night_number WHERE Kind = 'CANCELLATION' AND Party = 0 AND CauseSsin = Ssin;
GO
UPDATE night_number SET Kind = NULL WHERE Kind = 'CANCELLATION';
GO

-- The last word that a party was told on a declaration, and still holds: under which number, and what comes after it in the item.
CREATE TABLE dimona_told (
    Party bigint NOT NULL,
    DeclarationId bigint NOT NULL,
    Ssin bigint NOT NULL,
    CurrentSsin bigint NOT NULL,
    DeliberationNumber nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Content nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT pk_dimona_told PRIMARY KEY CLUSTERED (Party, DeclarationId)
);
GO
ALTER TABLE dimona_told SET (LOCK_ESCALATION = DISABLE);
GO

CREATE INDEX ix_moved_row_origin ON moved_row (Party, OriginSsin);
GO

CREATE INDEX ix_person_change_number ON person_change (PersonChangeId) WHERE DataGroup = 'REPLACEMENT';
GO
