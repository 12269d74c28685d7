-- What was promised in practice and what became of it: people turn down shelter for the sake of a pet.
CREATE TABLE practical_help (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES outreach_cases (case_id),
    kind TEXT NOT NULL CHECK (kind IN ('drive', 'fetch_belongings', 'pet')),
    promised_on TEXT CHECK (length(promised_on) = 10),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL,
    outcome TEXT CHECK (outcome IN ('done', 'not_needed')),
    outcome_role TEXT,
    outcome_at BIGINT,
    CHECK ((outcome IS NULL) = (outcome_role IS NULL) AND (outcome IS NULL) = (outcome_at IS NULL))
);
CREATE INDEX practical_help_of_case ON practical_help (case_id, at);
