-- The ring log: each attempt to reach the person.
CREATE TABLE contact_attempts (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    case_id BYTEA NOT NULL REFERENCES cases (id),
    unit TEXT NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    at BIGINT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('no_answer', 'reached'))
);

CREATE INDEX contact_attempts_by_case ON contact_attempts (case_id, at);

-- A call that was promised. One stands at a time for a case.
CREATE TABLE promised_calls (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    case_id BYTEA NOT NULL REFERENCES cases (id),
    unit TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    promised_by TEXT NOT NULL REFERENCES staff_members (reference),
    promised_at BIGINT NOT NULL,
    closing TEXT CHECK (closing IN ('kept', 'moved')),
    closed_by TEXT REFERENCES staff_members (reference),
    closed_at BIGINT,
    CHECK ((closing IS NULL) = (closed_at IS NULL)),
    CHECK ((closing IS NULL) = (closed_by IS NULL))
);

CREATE UNIQUE INDEX promised_calls_open ON promised_calls (case_id, unit) WHERE closed_at IS NULL;

-- What a report of concern calls for: protection at once (SoL 20:1), a judgement in 14 days (20:2), a word back in a week (19:6).
CREATE TABLE concern_steps (
    handover_id BYTEA PRIMARY KEY REFERENCES duty_items (handover_id),
    protection_at BIGINT,
    protection_by TEXT REFERENCES staff_members (reference),
    protection_role TEXT,
    -- What was decided is kept sealed, with the case.
    decided_at BIGINT,
    decided_by TEXT REFERENCES staff_members (reference),
    feedback_asked BOOLEAN NOT NULL DEFAULT FALSE,
    feedback_at BIGINT,
    feedback_by TEXT REFERENCES staff_members (reference),
    CHECK ((protection_at IS NULL) = (protection_by IS NULL)),
    CHECK ((protection_at IS NULL) = (protection_role IS NULL)),
    CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
    CHECK ((feedback_at IS NULL) = (feedback_by IS NULL)),
    CHECK (feedback_at IS NULL OR decided_at IS NOT NULL)
);
