-- By what number an exposed person said she can be reached, as a mark that only this agency's keys can make: so that who has lost the card
-- is found again. Of nobody else, and gone when the handover is withdrawn.
CREATE TABLE number_marks (
    unit TEXT NOT NULL,
    mark BYTEA NOT NULL CHECK (length(mark) = 32),
    handover BYTEA NOT NULL CHECK (length(handover) = 16),
    case_id BYTEA NOT NULL REFERENCES cases (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (unit, mark, handover)
);
CREATE INDEX number_marks_of ON number_marks (handover);
-- That somebody searched, and how many cases were found. Never for what.
CREATE TABLE number_searches (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    unit TEXT NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    found INTEGER NOT NULL CHECK (found >= 0),
    at BIGINT NOT NULL
);
CREATE INDEX number_searches_at ON number_searches (staff, at);
