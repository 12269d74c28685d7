-- When somebody of the unit last had the list open, over all replicas.
CREATE TABLE desk_presence (
    unit TEXT PRIMARY KEY,
    seen_at BIGINT NOT NULL
);

-- A time when something waited and nobody had the list open. One at a time for a unit.
CREATE TABLE silent_spells (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    unit TEXT NOT NULL,
    since BIGINT NOT NULL,
    alarmed_at BIGINT NOT NULL,
    waiting INTEGER NOT NULL CHECK (waiting >= 1),
    ended_at BIGINT,
    seen_by TEXT REFERENCES staff_members (reference),
    seen_at BIGINT,
    CHECK ((seen_by IS NULL) = (seen_at IS NULL))
);

CREATE UNIQUE INDEX silent_spells_open ON silent_spells (unit) WHERE ended_at IS NULL;

-- Who has seen on the list what was told of custody: one entry in the access log for each, not one for each look.
CREATE TABLE list_views (
    handover_id BLOB NOT NULL REFERENCES duty_items (handover_id),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    at BIGINT NOT NULL,
    PRIMARY KEY (handover_id, staff)
);
