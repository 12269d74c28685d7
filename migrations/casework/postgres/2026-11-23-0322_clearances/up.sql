-- What the lead of an investigation is asked to clear, and the answer: by another person than who asked.
CREATE TABLE clearances (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    case_id BYTEA NOT NULL REFERENCES cases (id),
    draft BYTEA REFERENCES handover_drafts (id),
    to_agency TEXT NOT NULL,
    to_board TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    asked_by TEXT NOT NULL REFERENCES staff_members (reference),
    asked_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'cleared', 'refused', 'spent')),
    answered_by TEXT REFERENCES staff_members (reference),
    answered_role TEXT CHECK (answered_role = 'investigation_lead'),
    answered_at BIGINT,
    sealed_reason BYTEA,
    CHECK (answered_by <> asked_by),
    CHECK ((state = 'waiting') = (answered_by IS NULL)),
    CHECK ((answered_by IS NULL) = (answered_at IS NULL)),
    CHECK ((answered_by IS NULL) = (answered_role IS NULL)),
    CHECK ((answered_by IS NULL) = (sealed_reason IS NULL))
);
CREATE INDEX clearances_by_state ON clearances (state, asked_at);
CREATE INDEX clearances_by_case ON clearances (case_id, asked_at);
-- The very values it is about.
CREATE TABLE clearance_fields (
    owner BYTEA NOT NULL REFERENCES clearances (id),
    n INTEGER NOT NULL CHECK (n >= 0),
    category TEXT NOT NULL,
    subject BYTEA REFERENCES subjects (id),
    role TEXT,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (owner, n),
    CHECK ((subject IS NULL) = (role IS NULL))
);
