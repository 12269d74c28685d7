-- Who of the social services went out alone in a case, and when they are expected back. A visit by whoever goes: nothing of the case but its code.
CREATE TABLE outings (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    case_id BYTEA NOT NULL REFERENCES cases (id),
    unit TEXT NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    out_at BIGINT NOT NULL,
    expected_at BIGINT NOT NULL,
    back_at BIGINT,
    CHECK (expected_at > out_at),
    CHECK (back_at IS NULL OR back_at >= out_at)
);
CREATE INDEX outings_by_unit ON outings (unit, back_at);
-- Nobody is out twice at once.
CREATE UNIQUE INDEX outings_one_at_a_time ON outings (staff) WHERE back_at IS NULL;
