-- A field that a duty would have sent and an officer left out: a decision, with its reason. It never leaves the agency.
CREATE TABLE duty_decisions (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES call_outs (case_id),
    category TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('told_by_phone', 'reported_already', 'not_about_the_child', 'wrong_value')),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL,
    taken_back_at BIGINT,
    CHECK (taken_back_at IS NULL OR taken_back_at >= at)
);
CREATE UNIQUE INDEX duty_decisions_in_force ON duty_decisions (case_id, category) WHERE taken_back_at IS NULL;
