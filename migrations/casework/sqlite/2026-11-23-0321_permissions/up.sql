-- A decision by a named person, for or against, with the rule as it was worded. The answers and their reasons are sealed
-- with the key of the case and never leave the agency.
CREATE TABLE permissions (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    draft BLOB REFERENCES handover_drafts (id),
    to_unit TEXT NOT NULL,
    rule TEXT NOT NULL,
    wording_from TEXT NOT NULL CHECK (length(wording_from) = 10),
    edition TEXT NOT NULL,
    allowed BOOLEAN NOT NULL,
    sealed_answers BLOB NOT NULL CHECK (length(sealed_answers) > 0),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    spent_at BIGINT,
    -- What was decided against is never used.
    CHECK (allowed OR spent_at IS NULL)
);
CREATE INDEX permissions_by_case ON permissions (case_id, decided_at);
-- The yes/no answers that the decision gives.
CREATE TABLE permission_facts (
    permission BLOB NOT NULL REFERENCES permissions (id),
    code TEXT NOT NULL,
    yes BOOLEAN NOT NULL,
    PRIMARY KEY (permission, code)
);
-- The very values it was made for: another value is another decision.
CREATE TABLE permission_fields (
    owner BLOB NOT NULL REFERENCES permissions (id),
    n INTEGER NOT NULL CHECK (n >= 0),
    category TEXT NOT NULL,
    subject BLOB REFERENCES subjects (id),
    role TEXT,
    sealed BLOB NOT NULL,
    PRIMARY KEY (owner, n),
    CHECK ((subject IS NULL) = (role IS NULL))
);
