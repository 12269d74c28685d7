CREATE TABLE probes (
    id BYTEA NOT NULL PRIMARY KEY,
    made_at BIGINT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    digest BYTEA,
    parent BYTEA REFERENCES probes (id),
    late_parent BYTEA REFERENCES probes (id) DEFERRABLE INITIALLY DEFERRED
);
