-- Each contact with a person of a case, and each attempt, written by doing it. Rows are added, never changed: who corrects one
-- writes a row that names the one it replaces, and the old one stays to be seen.
CREATE TABLE interactions (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    case_id BYTEA NOT NULL REFERENCES cases (id),
    unit TEXT NOT NULL,
    -- With whom. No subject: the person in that role, before the case has one.
    role TEXT NOT NULL CHECK (role IN ('victim', 'person_using_violence', 'child', 'custodian')),
    subject BYTEA REFERENCES subjects (id),
    -- By whom, and when it was.
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    staff_role TEXT NOT NULL,
    at BIGINT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('reached', 'failed', 'did_not_happen')),
    -- Not stated until somebody says so.
    channel TEXT CHECK (channel IN ('in_person', 'phone', 'video', 'text_message', 'letter')),
    -- Who wrote this row, and when: for one that replaces another, who corrected it.
    written_by TEXT NOT NULL REFERENCES staff_members (reference),
    written_at BIGINT NOT NULL,
    replaces BYTEA UNIQUE,
    UNIQUE (id, case_id, unit),
    FOREIGN KEY (replaces, case_id, unit) REFERENCES interactions (id, case_id, unit),
    CHECK (replaces <> id),
    CHECK (replaces IS NOT NULL OR (written_by = staff AND written_at = at)),
    -- That something never happened is said of a row that says it did.
    CHECK (outcome <> 'did_not_happen' OR replaces IS NOT NULL)
);
CREATE INDEX interactions_by_case ON interactions (case_id, at);
-- What it was about: several apply, no row is “not stated”.
CREATE TABLE interaction_topics (
    interaction BYTEA NOT NULL REFERENCES interactions (id),
    topic TEXT NOT NULL CHECK (topic IN ('support_for_violence', 'police_report', 'investigation', 'substance_treatment', 'safety_planning',
        'risk_assessment', 'check_in', 'practical_help', 'information')),
    PRIMARY KEY (interaction, topic)
);
