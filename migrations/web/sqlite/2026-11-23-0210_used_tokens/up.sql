-- Tokens that are good once and have been used: SHA-256 over the id of the key and of the token.
CREATE TABLE used_tokens (
    id_hash    BLOB    NOT NULL PRIMARY KEY CHECK (length(id_hash) = 32),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX used_tokens_by_expiry ON used_tokens (expires_at);
