-- What institutions were told, what replacements have not moved yet, and what sources told for a later day.

-- What waits is applied whole. The legal context is that of the delivery: an answer may follow when the day has come.
ALTER TABLE held_mutation DROP COLUMN Groups;
ALTER TABLE held_mutation ADD COLUMN LegalContext varchar(100) COLLATE "C" NULL;

-- Whether it waits for its day; else for a number that is not known yet.
ALTER TABLE held_mutation ADD COLUMN IsForDay int NOT NULL DEFAULT 1;

-- The number that stands for a number, and stood for it before the night; 0 = none.
ALTER TABLE night_number ADD COLUMN NextSsin bigint NOT NULL DEFAULT 0;
ALTER TABLE night_number ADD COLUMN NextBefore bigint NOT NULL DEFAULT 0;

-- Numbers of those clusters that are cancelled. IsNew 0: in an earlier night; told to whom a replacement has led there only now.
CREATE TABLE night_cancellation (
    ClusterNo int NOT NULL,
    Ssin bigint NOT NULL,
    IsNew int NOT NULL,
    MutationId bigint NOT NULL,
    Source bigint NOT NULL,
    Date date NOT NULL,
    CONSTRAINT pk_night_cancellation PRIMARY KEY (ClusterNo, Ssin)
);

-- A night that is under way goes on.
INSERT INTO night_cancellation (ClusterNo, Ssin, IsNew, MutationId, Source, Date)
SELECT ClusterNo, Ssin, 1, MutationId, Source, Date FROM night_number WHERE Kind = 'CANCELLATION' AND Party = 0 AND CauseSsin = Ssin;
UPDATE night_number SET Kind = NULL WHERE Kind = 'CANCELLATION';

-- The last word that a party was told on a declaration, and still holds: under which number, and what comes after it in the item.
CREATE TABLE dimona_told (
    Party bigint NOT NULL,
    DeclarationId bigint NOT NULL,
    Ssin bigint NOT NULL,
    CurrentSsin bigint NOT NULL,
    DeliberationNumber varchar(100) COLLATE "C" NOT NULL,
    Content text COLLATE "C" NOT NULL,
    CONSTRAINT pk_dimona_told PRIMARY KEY (Party, DeclarationId)
);

CREATE INDEX ix_moved_row_origin ON moved_row (Party, OriginSsin);

CREATE INDEX ix_person_change_number ON person_change (PersonChangeId) WHERE DataGroup = 'REPLACEMENT';
