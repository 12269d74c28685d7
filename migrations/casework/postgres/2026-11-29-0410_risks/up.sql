-- Outcomes of risk assessments and classifications, each as a person recorded it: what came out is kept sealed with the
-- case's key. Nothing is changed afterwards: a later one names the one it replaces, and each is replaced once.
CREATE TABLE risks (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    case_id BYTEA NOT NULL REFERENCES cases (id),
    subject BYTEA NOT NULL REFERENCES subjects (id),
    unit TEXT NOT NULL,
    assessed_on TEXT NOT NULL CHECK (length(assessed_on) = 10),
    assessor TEXT NOT NULL,
    sealed_outcome BYTEA NOT NULL,
    recorded_by TEXT NOT NULL REFERENCES staff_members (reference),
    recorded_role TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    replaces BYTEA UNIQUE REFERENCES risks (id) CHECK (replaces <> id),
    replaces_by TEXT CHECK ((replaces_by IS NULL) = (replaces IS NULL) AND replaces_by IN ('changed', 'corrected'))
);
CREATE INDEX risks_by_case ON risks (case_id, recorded_at);
