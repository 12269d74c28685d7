-- What a sender took back before it was fetched. A recall may come before its offer: the offer is refused then, so there
-- is no reference to disclosures.
CREATE TABLE recalls (
    handover BLOB NOT NULL PRIMARY KEY CHECK (length(handover) = 16),
    from_agency TEXT NOT NULL REFERENCES agencies (agency),
    payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
    envelope BLOB NOT NULL,
    log_index INTEGER NOT NULL UNIQUE,
    recalled_at INTEGER NOT NULL
);
