-- A case is named by the agency that opened it and that agency's code. The key is wrapped by the key-encryption key:
-- disposal destroys the wrapped key.
CREATE TABLE cases (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    code TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    wrapped_key BLOB NOT NULL,
    UNIQUE (opened_by, code)
);
-- A person within one case: a random id, never the same in two cases.
CREATE TABLE subjects (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    role TEXT NOT NULL,
    added_at BIGINT NOT NULL
);
CREATE INDEX subjects_by_case ON subjects (case_id);
