-- The register as it was: since when a number is known, which numbers a replacement ever joined, and which pieces of rows stood where.

-- The change set with which the number became known; absent: nobody noted it. Those that are there have that of the first mutation of it.
ALTER TABLE person ADD KnownSince bigint NULL;
GO
UPDATE p SET KnownSince = m.Since
FROM person p
JOIN (SELECT Ssin, MIN(ChangeSetId) AS Since FROM person_mutation WHERE Kind = 'Person' GROUP BY Ssin) m ON m.Ssin = p.Ssin;
GO

-- The new number of a replacement, made or annulled; absent for every other change.
ALTER TABLE person_change ADD NewSsin bigint NULL;
GO
UPDATE person_change SET NewSsin = CAST(COALESCE(AfterValue, BeforeValue) AS bigint) WHERE DataGroup = 'REPLACEMENT';
GO
CREATE INDEX ix_person_change_new ON person_change (NewSsin) WHERE NewSsin IS NOT NULL;
GO

-- All pieces of a key after a change set that touched them; OriginSsin 0: there are none any more.
CREATE TABLE moved_row_journal (
    Party bigint NOT NULL,
    HolderSsin bigint NOT NULL,
    DossierTypeId int NOT NULL,
    ChangeSetId bigint NOT NULL,
    OriginSsin bigint NOT NULL,
    BeginDate date NOT NULL,
    EndDate date NOT NULL,
    CONSTRAINT pk_moved_row_journal PRIMARY KEY CLUSTERED (Party, HolderSsin, DossierTypeId, ChangeSetId, OriginSsin, BeginDate)
);
GO
ALTER TABLE moved_row_journal SET (LOCK_ESCALATION = DISABLE);
GO
CREATE INDEX ix_moved_row_journal_origin ON moved_row_journal (Party, OriginSsin);
GO

-- What is there now is there since it was last written; what was there before that nobody knows.
INSERT INTO moved_row_journal (Party, HolderSsin, DossierTypeId, ChangeSetId, OriginSsin, BeginDate, EndDate)
SELECT Party, HolderSsin, DossierTypeId, MAX(ChangeSetId) OVER (PARTITION BY Party, HolderSsin, DossierTypeId), OriginSsin, BeginDate, EndDate
FROM moved_row;
GO
