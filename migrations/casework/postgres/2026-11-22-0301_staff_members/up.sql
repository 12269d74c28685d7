-- Who works here, as the agency's own provider or configuration names them.
CREATE TABLE staff_members (
    reference TEXT PRIMARY KEY CHECK (length(reference) = 32),
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    unit TEXT NOT NULL,
    active BOOLEAN NOT NULL
);
