-- What a sender took back before it was fetched. A recall may come before its offer: the offer is refused then, so there
-- is no reference to disclosures.
CREATE TABLE recalls (
    handover BYTEA NOT NULL PRIMARY KEY CHECK (octet_length(handover) = 16),
    from_agency TEXT NOT NULL REFERENCES agencies (agency),
    payload_hash BYTEA NOT NULL CHECK (octet_length(payload_hash) = 32),
    envelope BYTEA NOT NULL,
    log_index BIGINT NOT NULL UNIQUE,
    recalled_at BIGINT NOT NULL
);
