-- Who is logged in. The key is the SHA-256 of the cookie's value, never the value.
CREATE TABLE web_sessions (
    id_hash      BLOB  NOT NULL PRIMARY KEY CHECK (length(id_hash) = 32),
    staff        TEXT   NOT NULL,
    line         TEXT   NOT NULL,
    csrf         TEXT   NOT NULL,
    data         TEXT   NOT NULL,
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX web_sessions_by_staff ON web_sessions (staff);
