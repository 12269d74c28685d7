-- Editions of the rule book that were believed here, with all that made them believed. One that is only known, because a
-- parcel named it, was never in force here and has no day of adoption.
CREATE TABLE editions (
    id TEXT PRIMARY KEY,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    file TEXT NOT NULL,
    approvals TEXT NOT NULL,
    proof TEXT NOT NULL,
    log_index BIGINT NOT NULL CHECK (log_index >= 0),
    kept_at BIGINT NOT NULL,
    adopted_at BIGINT
);
