-- Deprivation of liberty and release, as the police know them. Rows are added, never changed: the latest of its kind holds.
CREATE TABLE custody_steps (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL CHECK (kind IN ('status', 'expected_release', 'release')),
    status TEXT CHECK (status IN ('apprehended', 'arrested', 'remanded', 'not_in_custody', 'left_the_scene', 'unknown')),
    at BIGINT,
    order_applied TEXT CHECK (order_applied IN ('yes', 'no', 'unknown', 'not_stated')),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    CHECK ((kind = 'status') = (status IS NOT NULL)),
    CHECK ((kind = 'status') = (order_applied IS NULL)),
    CHECK (kind = 'status' OR at IS NOT NULL),
    CHECK (kind <> 'release' OR at <= written_at)
);
CREATE INDEX custody_steps_by_case ON custody_steps (case_id, written_at);

-- The offer of a talk, as it was put to the person in custody. What does not suit is not offered.
CREATE TABLE custody_talk_offers (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    suitable TEXT NOT NULL CHECK (suitable IN ('yes', 'no')),
    willing TEXT NOT NULL CHECK (willing IN ('yes', 'no', 'unknown', 'not_stated')),
    officer_present TEXT NOT NULL CHECK (officer_present IN ('yes', 'no', 'unknown', 'not_stated')),
    lead_cleared TEXT NOT NULL CHECK (lead_cleared IN ('yes', 'no', 'unknown', 'not_stated')),
    proposed_at BIGINT,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    CHECK (suitable = 'yes' OR (willing <> 'yes' AND proposed_at IS NULL))
);
CREATE INDEX custody_talk_offers_by_case ON custody_talk_offers (case_id, written_at);

-- What became of telling the exposed person of the release (FUK 13 c). Whoever decides over the release answers for it.
CREATE TABLE release_notices (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('told', 'not_reached', 'not_needed')),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL CHECK (role = 'investigation_lead'),
    written_at BIGINT NOT NULL
);
CREATE INDEX release_notices_by_case ON release_notices (case_id, written_at);
