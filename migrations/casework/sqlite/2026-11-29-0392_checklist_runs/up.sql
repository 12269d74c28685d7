-- A checklist that is worked through in a case. The version is the one that was read, for as long as the case is here.
CREATE TABLE checklist_runs (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    phase TEXT NOT NULL CHECK (phase IN ('alarm', 'care', 'coordination')),
    checklist TEXT NOT NULL,
    version TEXT NOT NULL,
    -- SHA-256 of the file that was read.
    checksum BLOB NOT NULL CHECK (length(checksum) = 32),
    unit TEXT NOT NULL,
    started_by TEXT NOT NULL REFERENCES staff_members (reference),
    started_at BIGINT NOT NULL,
    -- Another unit of the agency has a run of its own: there is a wall between units.
    UNIQUE (case_id, checklist, unit)
);

-- What was said of an item. Nothing is changed: the last word counts, and the ones before it stay.
CREATE TABLE checklist_marks (
    run_id BLOB NOT NULL REFERENCES checklist_runs (id),
    n INTEGER NOT NULL CHECK (n >= 1),
    item TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('not_started', 'under_way', 'done', 'not_applicable')),
    -- Why it does not apply. It stays in this agency.
    reason TEXT CHECK (reason IN ('nothing_to_do', 'done_by_others', 'person_declined', 'not_safe_now', 'another_task')),
    -- The answers that were chosen, by id, separated by commas.
    answers TEXT NOT NULL,
    marked_by TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    marked_at BIGINT NOT NULL,
    PRIMARY KEY (run_id, n),
    CHECK ((state = 'not_applicable') = (reason IS NOT NULL))
);

-- The phase that the work of a unit is in. A case begins in the alarm phase.
CREATE TABLE phase_moves (
    case_id BLOB NOT NULL REFERENCES cases (id),
    n INTEGER NOT NULL CHECK (n >= 1),
    unit TEXT NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('alarm', 'care', 'coordination')),
    moved_by TEXT NOT NULL REFERENCES staff_members (reference),
    moved_at BIGINT NOT NULL,
    PRIMARY KEY (case_id, n)
);

-- Numbered copies of a checklist on paper. Codes only.
CREATE TABLE checklist_copies (
    case_id BLOB NOT NULL REFERENCES cases (id),
    phase TEXT NOT NULL CHECK (phase IN ('alarm', 'care', 'coordination')),
    n INTEGER NOT NULL CHECK (n >= 1),
    made_by TEXT NOT NULL REFERENCES staff_members (reference),
    made_at BIGINT NOT NULL,
    destroy_at BIGINT NOT NULL,
    PRIMARY KEY (case_id, phase, n),
    CHECK (destroy_at > made_at)
);
