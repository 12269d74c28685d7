-- How a case came to the outreach of a unit. Codes and days, no person. What an area is called, the directory says.
CREATE TABLE outreach_cases (
    case_id BLOB NOT NULL PRIMARY KEY REFERENCES cases (id),
    code TEXT NOT NULL,
    unit TEXT NOT NULL,
    route TEXT NOT NULL CHECK (route IN ('police_tip', 'investigators', 'rvt', 'found_by_igor')),
    event_on TEXT CHECK (length(event_on) = 10),
    area TEXT CHECK (length(area) BETWEEN 2 AND 60),
    children TEXT NOT NULL CHECK (children IN ('yes', 'no', 'unknown', 'not_stated')),
    opened_by TEXT NOT NULL REFERENCES staff_members (reference)
);
CREATE INDEX outreach_cases_of_unit ON outreach_cases (unit, code);

-- A stretch of time in which it is open: it may be closed and taken up again, and the clocks begin anew. One is open at most.
CREATE TABLE outreach_spells (
    case_id BLOB NOT NULL REFERENCES outreach_cases (case_id),
    opened_at BIGINT NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    closed_at BIGINT,
    closed_by TEXT REFERENCES staff_members (reference),
    closed_role TEXT,
    reason TEXT CHECK (reason IN ('helped_elsewhere', 'declined', 'moved', 'no_contact', 'finished', 'wrong_person')),
    PRIMARY KEY (case_id, opened_at),
    CHECK (closed_at IS NULL OR closed_at >= opened_at),
    CHECK ((closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (closed_role IS NULL) AND (closed_at IS NULL) = (reason IS NULL))
);
CREATE UNIQUE INDEX outreach_spells_one_open ON outreach_spells (case_id) WHERE closed_at IS NULL;
