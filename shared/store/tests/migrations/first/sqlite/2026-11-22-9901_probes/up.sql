CREATE TABLE probes (
    id BLOB NOT NULL PRIMARY KEY,
    made_at INTEGER NOT NULL,
    name TEXT NOT NULL UNIQUE,
    digest BLOB,
    parent BLOB REFERENCES probes (id),
    late_parent BLOB REFERENCES probes (id) DEFERRABLE INITIALLY DEFERRED
);
