-- Who takes part: the active registration of each agency, pinned to the root it was first added with.
CREATE TABLE agencies (
    agency TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('police', 'social', 'broker')),
    name TEXT NOT NULL,
    root BLOB NOT NULL CHECK (length(root) = 32),
    key_set_version INTEGER NOT NULL CHECK (key_set_version >= 0),
    manifest_version INTEGER NOT NULL CHECK (manifest_version >= 0),
    -- RFC 8785 bytes of the registration in force.
    registration BLOB NOT NULL,
    changed_at INTEGER NOT NULL
);
-- Every registration there ever was, each with its place in the log.
CREATE TABLE agency_manifests (
    agency TEXT NOT NULL REFERENCES agencies (agency),
    key_set_version INTEGER NOT NULL,
    manifest_version INTEGER NOT NULL,
    registration BLOB NOT NULL,
    log_index INTEGER NOT NULL UNIQUE,
    registered_at INTEGER NOT NULL,
    PRIMARY KEY (agency, key_set_version, manifest_version)
);
-- Editions of the rule book; one is active.
CREATE TABLE editions (
    id TEXT NOT NULL PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    file BLOB NOT NULL,
    log_index INTEGER NOT NULL UNIQUE,
    activated_at INTEGER NOT NULL,
    active BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX editions_one_active ON editions (active) WHERE active;
