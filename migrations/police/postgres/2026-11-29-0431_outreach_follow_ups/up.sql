-- What became of a follow-up. One without a row waits still; one that does not apply says why.
CREATE TABLE outreach_follow_ups (
    case_id BYTEA NOT NULL,
    spell_at BIGINT NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('first_day', 'first_week')),
    made TEXT NOT NULL CHECK (made IN ('done', 'not_applicable')),
    reason TEXT CHECK (reason IN ('in_contact_already', 'asked_to_wait', 'not_safe_now', 'others_follow_up')),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (case_id, spell_at, step),
    FOREIGN KEY (case_id, spell_at) REFERENCES outreach_spells (case_id, opened_at),
    CHECK ((made = 'not_applicable') = (reason IS NOT NULL))
);
