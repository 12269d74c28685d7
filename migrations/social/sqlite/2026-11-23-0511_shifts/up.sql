-- Who is at the desk, from when to when, and whether they heard the tone.
CREATE TABLE shifts (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    unit TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    -- When the person means to go; nothing when not said.
    until_at BIGINT,
    ended_at BIGINT,
    tone_heard TEXT CHECK (tone_heard IN ('yes', 'no')),
    CHECK (ended_at IS NULL OR ended_at >= started_at)
);

-- Nobody is on twice.
CREATE UNIQUE INDEX shifts_open ON shifts (staff) WHERE ended_at IS NULL;
CREATE INDEX shifts_by_unit ON shifts (unit, ended_at);

-- What each person has chosen for the desk. Without a row: as it is made.
CREATE TABLE desk_settings (
    staff TEXT PRIMARY KEY REFERENCES staff_members (reference),
    keys_off BOOLEAN NOT NULL
);

-- A case that went from one colleague to another, and when the new one knew.
CREATE TABLE assignments (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    case_code TEXT NOT NULL,
    unit TEXT NOT NULL,
    from_staff TEXT NOT NULL REFERENCES staff_members (reference),
    to_staff TEXT NOT NULL REFERENCES staff_members (reference),
    by_staff TEXT NOT NULL REFERENCES staff_members (reference),
    at BIGINT NOT NULL,
    seen_at BIGINT,
    CHECK (from_staff <> to_staff)
);

CREATE INDEX assignments_untold ON assignments (to_staff, seen_at);
