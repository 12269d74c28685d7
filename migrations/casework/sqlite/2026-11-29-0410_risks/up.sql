-- Outcomes of risk assessments and classifications, each as a person recorded it: what came out is kept sealed with the
-- case's key. Nothing is changed afterwards: a later one names the one it replaces, and each is replaced once.
CREATE TABLE risks (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    subject BLOB NOT NULL REFERENCES subjects (id),
    unit TEXT NOT NULL,
    assessed_on TEXT NOT NULL CHECK (length(assessed_on) = 10),
    assessor TEXT NOT NULL,
    sealed_outcome BLOB NOT NULL,
    recorded_by TEXT NOT NULL REFERENCES staff_members (reference),
    recorded_role TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    replaces BLOB UNIQUE REFERENCES risks (id) CHECK (replaces <> id),
    replaces_by TEXT CHECK ((replaces_by IS NULL) = (replaces IS NULL) AND replaces_by IN ('changed', 'corrected'))
);
CREATE INDEX risks_by_case ON risks (case_id, recorded_at);
