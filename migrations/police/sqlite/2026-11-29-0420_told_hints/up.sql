-- That a person told of a crime, for the investigators: when, and to which role. Never what: there is no column for it.
CREATE TABLE told_hints (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    told_at BIGINT NOT NULL,
    heard_by TEXT NOT NULL REFERENCES staff_members (reference),
    heard_role TEXT NOT NULL,
    taken_by TEXT REFERENCES staff_members (reference),
    taken_role TEXT,
    taken_at BIGINT,
    CHECK ((taken_by IS NULL) = (taken_at IS NULL)),
    CHECK ((taken_by IS NULL) = (taken_role IS NULL))
);
CREATE INDEX told_hints_by_case ON told_hints (case_id, told_at);
