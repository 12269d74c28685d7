-- How far the other agency says it has come: a word of a closed list, no content.
CREATE TABLE replies (
    handover BYTEA NOT NULL PRIMARY KEY REFERENCES handovers (id),
    case_id BYTEA NOT NULL REFERENCES cases (id),
    word TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX replies_of_case ON replies (case_id, at);
