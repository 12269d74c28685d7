-- Notes of one person on a case or a shell, sealed with the key of a case.
CREATE TABLE notes (
    -- A case's id or a shell's.
    place_id BLOB NOT NULL CHECK (length(place_id) = 16),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    case_id BLOB NOT NULL REFERENCES cases (id),
    sealed BLOB NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (place_id, staff)
);

-- What each person has at hand, at most six.
CREATE TABLE rail_places (
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    place_id BLOB NOT NULL CHECK (length(place_id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('case', 'shell')),
    opened_at BIGINT NOT NULL,
    PRIMARY KEY (staff, place_id)
);
