-- Who takes part: the active registration of each agency, pinned to the root it was first added with.
CREATE TABLE agencies (
    agency TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('police', 'social', 'broker')),
    name TEXT NOT NULL,
    root BYTEA NOT NULL CHECK (octet_length(root) = 32),
    key_set_version BIGINT NOT NULL CHECK (key_set_version >= 0),
    manifest_version BIGINT NOT NULL CHECK (manifest_version >= 0),
    -- RFC 8785 bytes of the registration in force.
    registration BYTEA NOT NULL,
    changed_at BIGINT NOT NULL
);
-- Every registration there ever was, each with its place in the log.
CREATE TABLE agency_manifests (
    agency TEXT NOT NULL REFERENCES agencies (agency),
    key_set_version BIGINT NOT NULL,
    manifest_version BIGINT NOT NULL,
    registration BYTEA NOT NULL,
    log_index BIGINT NOT NULL UNIQUE,
    registered_at BIGINT NOT NULL,
    PRIMARY KEY (agency, key_set_version, manifest_version)
);
-- Editions of the rule book; one is active.
CREATE TABLE editions (
    id TEXT NOT NULL PRIMARY KEY,
    hash BYTEA NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    file BYTEA NOT NULL,
    log_index BIGINT NOT NULL UNIQUE,
    activated_at BIGINT NOT NULL,
    active BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX editions_one_active ON editions (active) WHERE active;
