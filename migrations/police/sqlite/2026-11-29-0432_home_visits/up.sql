-- Visits at home and elsewhere. A social worker who comes along is of a board; identity is named only by a consent to that board.
CREATE TABLE home_visits (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES outreach_cases (case_id),
    planned_on TEXT NOT NULL CHECK (length(planned_on) = 10),
    place TEXT NOT NULL CHECK (place IN ('at_home', 'agreed_place', 'at_the_station')),
    board TEXT,
    identity TEXT CHECK (identity IN ('left_out', 'by_consent')),
    consent BLOB REFERENCES consents (id),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    planned_at BIGINT NOT NULL,
    outcome TEXT CHECK (outcome IN ('done', 'at_home', 'not_home', 'refused_at_the_door', 'called_off')),
    outcome_role TEXT,
    outcome_at BIGINT,
    out_by TEXT REFERENCES staff_members (reference),
    out_role TEXT,
    out_at BIGINT,
    expected_at BIGINT,
    back_at BIGINT,
    CHECK ((board IS NULL) = (identity IS NULL)),
    CHECK ((consent IS NOT NULL) = (identity IS NOT NULL AND identity = 'by_consent')),
    CHECK ((outcome IS NULL) = (outcome_role IS NULL) AND (outcome IS NULL) = (outcome_at IS NULL)),
    CHECK ((out_at IS NULL) = (out_by IS NULL) AND (out_at IS NULL) = (out_role IS NULL) AND (out_at IS NULL) = (expected_at IS NULL)),
    CHECK (expected_at IS NULL OR expected_at > out_at),
    CHECK (back_at IS NULL OR (out_at IS NOT NULL AND back_at >= out_at))
);
CREATE INDEX home_visits_of_case ON home_visits (case_id, planned_on);
CREATE INDEX home_visits_out ON home_visits (expected_at) WHERE out_at IS NOT NULL AND back_at IS NULL;
