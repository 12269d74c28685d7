-- What was answered to a POST of an agency's own case system, so that the same call again is not done twice. The key is
-- SHA-256 over the client and the key it chose. The answer is sealed with a key of its own; both are missing while the
-- call is under way, or when nobody knows how it ended.
CREATE TABLE api_answers (
    id_hash      BLOB    NOT NULL PRIMARY KEY CHECK (length(id_hash) = 32),
    request_hash BLOB    NOT NULL CHECK (length(request_hash) = 32),
    wrapped_key  BLOB,
    answer       BLOB,
    expires_at   INTEGER NOT NULL,
    CHECK ((answer IS NULL) = (wrapped_key IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX api_answers_by_expiry ON api_answers (expires_at);
