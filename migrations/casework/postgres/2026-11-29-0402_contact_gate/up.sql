-- Before any contact with the person who uses violence: three questions. Rows are added, the latest answer to each holds; a no, or
-- none, keeps the door shut. That the exposed person has been reached is read from the interactions.
CREATE TABLE contact_gate_answers (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    case_id BYTEA NOT NULL REFERENCES cases (id),
    unit TEXT NOT NULL,
    question TEXT NOT NULL CHECK (question IN ('protection_offered', 'not_too_dangerous', 'no_added_danger')),
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'not_stated')),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    staff_role TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX contact_gate_answers_by_case ON contact_gate_answers (case_id, at);
