-- One row: the log's head. The epoch is the fence: whoever holds an older one can't write.
CREATE TABLE log_head (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    origin TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    -- Peaks of the tree: all that appending needs.
    frontier BLOB NOT NULL,
    epoch INTEGER NOT NULL CHECK (epoch >= 0),
    changed_at INTEGER NOT NULL
);
-- Leaves in order. Entry and salt can be destroyed at their date; the commitment stays and so do all proofs.
CREATE TABLE log_entries (
    log_index INTEGER NOT NULL PRIMARY KEY CHECK (log_index >= 0),
    entry BLOB,
    salt BLOB CHECK (salt IS NULL OR length(salt) = 32),
    commitment BLOB NOT NULL UNIQUE CHECK (length(commitment) = 32),
    CHECK ((entry IS NULL) = (salt IS NULL))
);
-- Complete nodes of the tree above the leaves. The node i of level l has position i * 2^(l+1) + 2^l - 1.
CREATE TABLE log_nodes (
    position INTEGER NOT NULL PRIMARY KEY CHECK (position >= 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
);
-- Every size the log was published at.
CREATE TABLE checkpoints (
    size INTEGER NOT NULL PRIMARY KEY CHECK (size > 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    made_at INTEGER NOT NULL
);
CREATE TABLE cosignatures (
    size INTEGER NOT NULL REFERENCES checkpoints (size),
    agency TEXT NOT NULL REFERENCES agencies (agency),
    -- A signature line of the signed note, without its line feed.
    line TEXT NOT NULL,
    cosigned_at INTEGER NOT NULL,
    PRIMARY KEY (size, agency)
);
CREATE INDEX cosignatures_agency ON cosignatures (agency, size);
