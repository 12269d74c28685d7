-- What somebody is putting together, in a case, to one unit. Recipient and purpose never change: another recipient is
-- another draft, so that what was decided for the one says nothing of the other.
CREATE TABLE handover_drafts (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    to_agency TEXT NOT NULL,
    to_board TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    to_kind TEXT NOT NULL,
    purpose TEXT NOT NULL,
    phase TEXT NOT NULL,
    urgency TEXT NOT NULL,
    answers BLOB REFERENCES handovers (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'sent', 'dropped')),
    version INTEGER NOT NULL CHECK (version > 0),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    started_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX handover_drafts_by_case ON handover_drafts (case_id, started_at);
-- Its values, sealed with the key of the case.
CREATE TABLE draft_fields (
    owner BLOB NOT NULL REFERENCES handover_drafts (id),
    n INTEGER NOT NULL CHECK (n >= 0),
    category TEXT NOT NULL,
    subject BLOB REFERENCES subjects (id),
    role TEXT,
    sealed BLOB NOT NULL,
    PRIMARY KEY (owner, n),
    CHECK ((subject IS NULL) = (role IS NULL))
);
CREATE UNIQUE INDEX draft_fields_once ON draft_fields (owner, category, COALESCE(subject, x''));
-- Plain yes/no answers given in it. A question that was not answered has no row.
CREATE TABLE draft_facts (
    draft BLOB NOT NULL REFERENCES handover_drafts (id),
    code TEXT NOT NULL,
    yes BOOLEAN NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (draft, code)
);
-- What became of it when it was sent.
CREATE TABLE draft_handovers (
    draft BLOB NOT NULL REFERENCES handover_drafts (id),
    handover BLOB NOT NULL UNIQUE REFERENCES handovers (id),
    PRIMARY KEY (draft, handover)
);
