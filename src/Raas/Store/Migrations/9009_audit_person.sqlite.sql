-- Who looked at one person, in ten years of audit.
CREATE INDEX ix_audit_entry_ssin ON audit_entry (Ssin, At);
