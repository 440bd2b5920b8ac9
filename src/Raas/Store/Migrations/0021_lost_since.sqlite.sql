-- All was lost but a backup: from when on it is not known what left.

-- When the backup was begun; absent: nobody noted it.
ALTER TABLE chain_restart ADD COLUMN LostSince TEXT NULL;
