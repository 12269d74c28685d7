-- The briefing of a shift: at most five cards, gone with the shift. What stays says that it was shown and printed, never of whom.
CREATE TABLE shift_briefings (
    id BYTEA NOT NULL PRIMARY KEY,
    unit TEXT NOT NULL,
    made_by TEXT NOT NULL REFERENCES staff_members (reference),
    made_at BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    taken_down_at BIGINT,
    -- 12 hours.
    CHECK (ends_at > starts_at AND ends_at - starts_at <= 43200000000),
    CHECK (ends_at > made_at),
    CHECK (taken_down_at IS NULL OR taken_down_at >= made_at)
);
CREATE INDEX shift_briefings_of_unit ON shift_briefings (unit, ends_at);
CREATE TABLE shift_briefing_cards (
    briefing BYTEA NOT NULL REFERENCES shift_briefings (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 5),
    focus_person BYTEA NOT NULL REFERENCES focus_persons (id) ON DELETE CASCADE,
    PRIMARY KEY (briefing, position),
    UNIQUE (briefing, focus_person)
);
CREATE TABLE shift_briefing_readings (
    briefing BYTEA NOT NULL REFERENCES shift_briefings (id),
    at BIGINT NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    shown_on TEXT NOT NULL CHECK (shown_on IN ('screen', 'paper')),
    PRIMARY KEY (briefing, at, staff, shown_on)
);
CREATE TABLE shift_briefing_copies (
    id BYTEA NOT NULL PRIMARY KEY,
    briefing BYTEA NOT NULL REFERENCES shift_briefings (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    printed_at BIGINT NOT NULL,
    destroyed_at BIGINT,
    destroyed_by TEXT REFERENCES staff_members (reference),
    CHECK ((destroyed_at IS NULL) = (destroyed_by IS NULL)),
    CHECK (destroyed_at IS NULL OR destroyed_at >= printed_at),
    UNIQUE (briefing, number)
);
