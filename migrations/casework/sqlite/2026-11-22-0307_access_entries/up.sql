-- Every view of a person: who, in which role, what for, which categories.
CREATE TABLE access_entries (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    handover BLOB REFERENCES handovers (id),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    purpose TEXT NOT NULL,
    categories TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX access_entries_by_case ON access_entries (case_id, at);
