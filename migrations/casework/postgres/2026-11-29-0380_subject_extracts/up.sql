-- Extracts of what is held about one person of a case (registerutdrag): put together by one member of staff, judged by another.
-- Whoever composes never reviews, and nothing is approved without a review: the database holds that too.
CREATE TABLE subject_extracts (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    case_id BYTEA NOT NULL REFERENCES cases (id),
    unit TEXT NOT NULL,
    about TEXT NOT NULL CHECK (about IN ('victim', 'person_using_violence', 'child', 'custodian')),
    asked_by TEXT NOT NULL CHECK (asked_by IN ('person', 'guardian') AND (asked_by = 'person' OR about = 'child')),
    identity_check TEXT NOT NULL CHECK (identity_check IN ('in_person', 'eid_loa3')),
    language TEXT NOT NULL CHECK (language IN ('sv', 'en')),
    pressure TEXT CHECK (pressure IN ('no', 'yes', 'unknown')),
    form TEXT NOT NULL CHECK (form IN ('full', 'short')),
    delivery TEXT NOT NULL CHECK (delivery IN ('visit', 'read_here')),
    state TEXT NOT NULL CHECK (state IN ('composing', 'in_review', 'approved')),
    composed_by TEXT NOT NULL REFERENCES staff_members (reference),
    started_at BIGINT NOT NULL,
    reviewed_by TEXT REFERENCES staff_members (reference) CHECK (reviewed_by <> composed_by),
    reviewed_at BIGINT CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL)),
    sealed_reason BYTEA,
    CHECK (state = 'composing' OR pressure IS NOT NULL),
    -- Who may be forced to show it is given the short form.
    CHECK (pressure IS NULL OR pressure = 'no' OR form = 'short'),
    -- Sent back with a reason, waiting, or approved without one.
    CHECK (
        (state = 'composing' AND (reviewed_by IS NULL) = (sealed_reason IS NULL))
        OR (state = 'in_review' AND reviewed_by IS NULL AND sealed_reason IS NULL)
        OR (state = 'approved' AND reviewed_by IS NOT NULL AND sealed_reason IS NULL)
    )
);
CREATE INDEX subject_extracts_by_unit ON subject_extracts (unit, started_at);
-- One line: a field of a handover, with the class that the rule gives it and what a person has judged.
CREATE TABLE extract_lines (
    extract BYTEA NOT NULL REFERENCES subject_extracts (id),
    place INTEGER NOT NULL CHECK (place >= 0),
    handover BYTEA NOT NULL REFERENCES handovers (id),
    n INTEGER NOT NULL CHECK (n >= 0),
    category TEXT NOT NULL,
    role TEXT,
    class TEXT NOT NULL CHECK (class IN ('open', 'manual', 'delayed', 'closed')),
    why TEXT NOT NULL,
    choice TEXT CHECK (choice IN ('open', 'partly', 'delayed', 'closed')),
    until TEXT CHECK ((until IS NOT NULL) = (choice IS NOT NULL AND choice = 'delayed')),
    judged_by TEXT REFERENCES staff_members (reference) CHECK ((judged_by IS NULL) = (choice IS NULL)),
    PRIMARY KEY (extract, place),
    UNIQUE (extract, handover, n),
    -- What the rule closes nobody opens, and what waits for a day does not go before it.
    CHECK (class <> 'closed' OR choice IS NULL),
    CHECK (class <> 'delayed' OR choice IS NULL OR choice IN ('delayed', 'closed'))
);
