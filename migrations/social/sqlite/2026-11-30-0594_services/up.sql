-- The services that people are referred to, list by list as they were taken in. The newest list holds; an earlier one stays, since a
-- referral says what it was made to. No column for an address: where somebody lives under protection is never kept here.
CREATE TABLE service_lists (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX service_lists_at ON service_lists (at);
CREATE TABLE services (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    list BLOB NOT NULL REFERENCES service_lists (id),
    line INTEGER NOT NULL CHECK (line >= 1),
    -- Code of a district; none: it is there for all of them.
    district TEXT CHECK (length(district) BETWEEN 1 AND 40),
    kind TEXT NOT NULL CHECK (kind IN ('violence_team', 'violence_centre', 'child_and_youth', 'sheltered_housing', 'substance_care', 'psychiatry', 'mens_centre', 'prison_service')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    phone TEXT NOT NULL CHECK (length(phone) BETWEEN 3 AND 20),
    hours TEXT NOT NULL CHECK (length(hours) <= 120),
    UNIQUE (list, line)
);
