-- What was said aloud in an emergency and entered afterwards: categories, no values. Somebody else than the one who told
-- reviews it. It never leaves the agency.
CREATE TABLE emergency_disclosures (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES call_outs (case_id),
    to_unit TEXT NOT NULL,
    categories TEXT NOT NULL CHECK (length(categories) > 0),
    necessity TEXT NOT NULL CHECK (necessity IN ('life_or_health', 'report_of_concern', 'own_task', 'prevent_crime', 'interest_outweighs', 'said_yes')),
    told_at BIGINT NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    entered_at BIGINT NOT NULL,
    reviewed_by TEXT REFERENCES staff_members (reference),
    reviewed_at BIGINT,
    outcome TEXT CHECK (outcome IN ('in_order', 'follow_up')),
    CHECK (entered_at >= told_at),
    CHECK ((reviewed_by IS NULL) = (reviewed_at IS NULL) AND (reviewed_by IS NULL) = (outcome IS NULL)),
    CHECK (reviewed_by IS NULL OR reviewed_by <> staff)
);
CREATE INDEX emergency_disclosures_of_case ON emergency_disclosures (case_id, told_at);
CREATE INDEX emergency_disclosures_unreviewed ON emergency_disclosures (entered_at) WHERE reviewed_at IS NULL;
