-- Meetings about a case, of the unit that keeps them. Codes are plain; own words are sealed with the case's key.
CREATE TABLE consultations (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    case_id BYTEA NOT NULL REFERENCES cases (id),
    unit TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('adult', 'barnahus', 'network')),
    -- To the minute.
    planned_at BIGINT NOT NULL CHECK (planned_at % 60000000 = 0),
    agenda TEXT NOT NULL CHECK (agenda <> ''),
    participants TEXT NOT NULL CHECK (participants <> ''),
    written_by TEXT NOT NULL REFERENCES staff_members (reference),
    written_role TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    ended TEXT CHECK (ended IN ('held', 'called_off')),
    ended_by TEXT REFERENCES staff_members (reference) CHECK ((ended_by IS NULL) = (ended IS NULL)),
    ended_role TEXT CHECK ((ended_role IS NULL) = (ended IS NULL)),
    ended_at BIGINT CHECK ((ended_at IS NULL) = (ended IS NULL)),
    -- What was not held has no minutes.
    sealed_minutes BYTEA CHECK (sealed_minutes IS NULL OR ended = 'held' AND ended IS NOT NULL)
);
CREATE INDEX consultations_by_case ON consultations (case_id, planned_at);

-- What was decided there, each with who does it and until when.
CREATE TABLE consultation_decisions (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    consultation BYTEA NOT NULL REFERENCES consultations (id),
    sealed_words BYTEA NOT NULL,
    owner TEXT NOT NULL,
    due_on TEXT NOT NULL CHECK (length(due_on) = 10),
    written_by TEXT NOT NULL REFERENCES staff_members (reference),
    written_role TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    done_by TEXT REFERENCES staff_members (reference) CHECK ((done_by IS NULL) = (done_at IS NULL)),
    done_at BIGINT CHECK (done_at >= written_at)
);
CREATE INDEX consultation_decisions_by_consultation ON consultation_decisions (consultation, due_on);
