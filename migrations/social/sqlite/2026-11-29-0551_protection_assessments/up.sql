-- Immediate protection assessments (SoL 20:1): what each came to, sealed with the case's key. A later one leaves the earlier.
CREATE TABLE protection_assessments (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    unit TEXT NOT NULL,
    sealed_outcome BLOB NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX protection_assessments_by_case ON protection_assessments (case_id, at);
