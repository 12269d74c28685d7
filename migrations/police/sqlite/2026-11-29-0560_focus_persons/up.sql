-- Persons the patrols of a unit should know of, for four weeks at the most. Bound to no case and no handover: there is no column
-- that leads there. Name, day of birth and what the items say are sealed with a key of the person's own, which goes with the row.
CREATE TABLE focus_persons (
    id BLOB NOT NULL PRIMARY KEY,
    unit TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    wrapped_key BLOB NOT NULL,
    sealed BLOB NOT NULL,
    author TEXT NOT NULL REFERENCES staff_members (reference),
    life_from BIGINT NOT NULL,
    lapses_at BIGINT NOT NULL,
    renewed_by TEXT REFERENCES staff_members (reference),
    renewal_reason TEXT CHECK (renewal_reason IN ('new_event', 'risk_as_before', 'order_in_force', 'release_near', 'hearing_near')),
    -- 28 days.
    CHECK (lapses_at > life_from AND lapses_at - life_from <= 2419200000000),
    CHECK (renewed_by IS NULL OR renewed_by <> author),
    CHECK ((renewed_by IS NULL) = (renewal_reason IS NULL)),
    UNIQUE (unit, number)
);
CREATE INDEX focus_persons_lapse ON focus_persons (lapses_at);
-- What is said of a person, each with its source, which is always the police's own, and how old it is. Nobody clears what they wrote.
CREATE TABLE focus_items (
    id BLOB NOT NULL PRIMARY KEY,
    focus_person BLOB NOT NULL REFERENCES focus_persons (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('why_now', 'factor', 'order', 'advice', 'danger', 'address')),
    slot INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    source TEXT NOT NULL CHECK (source IN
        ('crime_report', 'call_out', 'patrol_observation', 'police_register', 'order_register', 'risk_assessment')),
    source_on TEXT NOT NULL CHECK (length(source_on) = 10),
    author TEXT NOT NULL REFERENCES staff_members (reference),
    added_at BIGINT NOT NULL,
    cleared_by TEXT REFERENCES staff_members (reference),
    cleared_at BIGINT,
    CHECK (slot BETWEEN 1 AND CASE kind WHEN 'why_now' THEN 1 WHEN 'factor' THEN 9 WHEN 'order' THEN 2 WHEN 'advice' THEN 3
        WHEN 'danger' THEN 3 ELSE 2 END),
    CHECK ((cleared_by IS NULL) = (cleared_at IS NULL)),
    CHECK (cleared_by IS NULL OR cleared_by <> author),
    CHECK (cleared_at IS NULL OR cleared_at >= added_at),
    UNIQUE (focus_person, kind, slot)
);
-- A patrol passed by an address: one tap, never asked for.
CREATE TABLE focus_passings (
    item BLOB NOT NULL REFERENCES focus_items (id) ON DELETE CASCADE,
    at BIGINT NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    PRIMARY KEY (item, at, staff)
);
-- Who looked. It stays when the person is gone, and says nothing of whom it was about.
CREATE TABLE focus_views (
    id BLOB NOT NULL PRIMARY KEY,
    focus_person BLOB NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX focus_views_of_person ON focus_views (focus_person, at);
