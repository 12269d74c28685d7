-- A case known by its spoken code alone, opened before anything came. Joined with the record when it comes.
CREATE TABLE shells (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    unit TEXT NOT NULL,
    case_code TEXT NOT NULL,
    -- The agency that is thought to have opened the case.
    agency TEXT NOT NULL,
    -- The case whose key seals its notes.
    case_id BLOB NOT NULL REFERENCES cases (id),
    opened_by TEXT NOT NULL REFERENCES staff_members (reference),
    opened_at BIGINT NOT NULL,
    joined_case BLOB REFERENCES cases (id),
    joined_at BIGINT,
    -- Nobody when the record came in time and nothing was doubtful.
    joined_by TEXT REFERENCES staff_members (reference),
    closed_at BIGINT,
    CHECK ((joined_case IS NULL) = (joined_at IS NULL)),
    CHECK (joined_by IS NULL OR joined_at IS NOT NULL),
    CHECK (closed_at IS NULL OR joined_at IS NULL)
);

CREATE UNIQUE INDEX shells_open ON shells (unit, case_code, agency) WHERE joined_at IS NULL AND closed_at IS NULL;

-- “Is this the same case?”, put to a person when it is doubtful.
CREATE TABLE shell_questions (
    shell_id BLOB NOT NULL REFERENCES shells (id),
    case_id BLOB NOT NULL REFERENCES cases (id),
    case_code TEXT NOT NULL,
    doubt TEXT NOT NULL CHECK (doubt IN ('other_month', 'other_agency', 'too_late', 'already_joined')),
    asked_at BIGINT NOT NULL,
    answer TEXT CHECK (answer IN ('same', 'other')),
    answered_by TEXT REFERENCES staff_members (reference),
    answered_at BIGINT,
    PRIMARY KEY (shell_id, case_id),
    CHECK ((answer IS NULL) = (answered_by IS NULL)),
    CHECK ((answer IS NULL) = (answered_at IS NULL))
);
