-- Talks with a person in custody. What was known before and every tap is kept sealed with the case's key; the outcome is codes, and
-- there is no place for what was said. A unit has one talk of a case at a time: until its outcome is written it is not over.
CREATE TABLE custody_talks (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    case_id BYTEA NOT NULL REFERENCES cases (id),
    unit TEXT NOT NULL,
    script TEXT NOT NULL CHECK (script <> ''),
    script_version TEXT NOT NULL CHECK (script_version <> ''),
    sealed_gate BYTEA NOT NULL,
    started_by TEXT NOT NULL REFERENCES staff_members (reference),
    started_role TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ending TEXT CHECK (
        ending IN (
            'held', 'declined', 'wanted_to_stop', 'event', 'unwell', 'threat', 'language', 'line_dropped', 'officer', 'called_away'
        )
    ),
    ended_at BIGINT CHECK (ended_at >= started_at),
    plan TEXT CHECK (plan IN ('other_place', 'home_with_plan', 'none')),
    place TEXT CHECK (place IN ('friend', 'family', 'hotel', 'own_home', 'other')),
    stays_until TEXT CHECK (stays_until IN ('tomorrow', 'some_days', 'longer', 'not_stated')),
    transport TEXT CHECK (transport IN ('own', 'arranged', 'not_stated')),
    contact TEXT CHECK (contact IN ('yes', 'later', 'no', 'not_stated')),
    concern TEXT CHECK (concern IN ('yes', 'no')),
    sealed_needs BYTEA,
    seconds BIGINT CHECK (seconds >= 0),
    outcome_by TEXT REFERENCES staff_members (reference),
    outcome_role TEXT,
    outcome_at BIGINT CHECK (outcome_at >= ended_at),
    called_by TEXT REFERENCES staff_members (reference),
    called_role TEXT,
    called_at BIGINT CHECK (called_at >= outcome_at),
    CHECK ((ending IS NULL) = (ended_at IS NULL)),
    -- The outcome is written at once, after the end.
    CHECK ((outcome_at IS NULL) = (plan IS NULL)),
    CHECK ((outcome_at IS NULL) = (contact IS NULL)),
    CHECK ((outcome_at IS NULL) = (concern IS NULL)),
    CHECK ((outcome_at IS NULL) = (sealed_needs IS NULL)),
    CHECK ((outcome_at IS NULL) = (seconds IS NULL)),
    CHECK ((outcome_at IS NULL) = (outcome_by IS NULL)),
    CHECK ((outcome_at IS NULL) = (outcome_role IS NULL)),
    CHECK (outcome_at IS NULL OR ended_at IS NOT NULL),
    -- A time and a way belong to another place, and only to that.
    CHECK (COALESCE(plan = 'other_place', FALSE) = (stays_until IS NOT NULL)),
    CHECK (COALESCE(plan = 'other_place', FALSE) = (transport IS NOT NULL)),
    CHECK (place IS NULL OR COALESCE(plan = 'other_place', FALSE)),
    CHECK ((called_at IS NULL) = (called_by IS NULL)),
    CHECK ((called_at IS NULL) = (called_role IS NULL)),
    CHECK (called_at IS NULL OR outcome_at IS NOT NULL)
);
CREATE UNIQUE INDEX custody_talks_open ON custody_talks (case_id, unit) WHERE outcome_at IS NULL;
CREATE INDEX custody_talks_by_case ON custody_talks (case_id, started_at);

-- The taps, in order. The same tap sent again is the same row; two taps after the same one are not both kept.
CREATE TABLE custody_talk_events (
    talk BYTEA NOT NULL REFERENCES custody_talks (id),
    n BIGINT NOT NULL CHECK (n >= 1),
    at BIGINT NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    sealed_code BYTEA NOT NULL,
    PRIMARY KEY (talk, n)
);
