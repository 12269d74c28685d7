-- The newest registration seen of each agency whose root is pinned; an older version is refused.
CREATE TABLE known_registrations (
    agency TEXT PRIMARY KEY,
    key_set_version INTEGER NOT NULL CHECK (key_set_version >= 0),
    manifest_version INTEGER NOT NULL CHECK (manifest_version >= 0),
    registration BLOB NOT NULL,
    seen_at BIGINT NOT NULL
);
-- How far the notices are read; one row.
CREATE TABLE broker_cursor (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    next BIGINT NOT NULL CHECK (next >= 0)
);
-- What the witness has vouched for: written before it cosigns; one row for each log.
CREATE TABLE witness_state (
    origin TEXT PRIMARY KEY,
    size BIGINT NOT NULL CHECK (size >= 0),
    state BLOB NOT NULL,
    stepped_at BIGINT NOT NULL
);
