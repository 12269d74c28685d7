-- What was done on the scene and after, one line for each tap: what of it is kept sealed with the case's key. Nothing is
-- changed: a correction is a line of its own, and each line is corrected once. A talk is with one child.
CREATE TABLE care_entries (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    unit TEXT NOT NULL,
    topic TEXT NOT NULL CHECK (
        topic IN ('going_out', 'meeting_point', 'child_talk', 'protection_tonight', 'pets', 'belongings', 'medical', 'transport', 'informed')
    ),
    child BLOB REFERENCES subjects (id) CHECK ((child IS NOT NULL) = (topic = 'child_talk')),
    sealed_detail BLOB NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL,
    corrects BLOB UNIQUE REFERENCES care_entries (id) CHECK (corrects <> id)
);
CREATE INDEX care_entries_by_case ON care_entries (case_id, at);
