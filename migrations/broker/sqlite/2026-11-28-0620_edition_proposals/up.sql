-- Every edition that was ever proposed, with the lawyers' cases it must pass. An id and a file are used once.
CREATE TABLE edition_proposals (
    id TEXT NOT NULL PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    file BLOB NOT NULL,
    cases TEXT NOT NULL,
    cases_hash BLOB NOT NULL CHECK (length(cases_hash) = 32),
    -- A login, or 'shipped' for what came with the program.
    proposed_by TEXT NOT NULL CHECK (proposed_by <> ''),
    proposed_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('under_review', 'approved', 'active', 'replaced', 'withdrawn')),
    -- The Swedish day two persons have signed, as 2027-01-01, and the edition they compared it with.
    takes_effect TEXT CHECK (takes_effect IS NULL OR length(takes_effect) = 10),
    replaces_id TEXT REFERENCES edition_proposals (id),
    replaces_hash BLOB CHECK (replaces_hash IS NULL OR length(replaces_hash) = 32),
    withdrawn_by TEXT,
    withdrawn_at INTEGER,
    CHECK ((replaces_id IS NULL) = (replaces_hash IS NULL)),
    CHECK ((replaces_id IS NULL) = (takes_effect IS NULL)),
    CHECK (replaces_id IS NULL OR replaces_id <> id),
    CHECK (state <> 'approved' OR takes_effect IS NOT NULL),
    CHECK (state NOT IN ('under_review', 'withdrawn') OR takes_effect IS NULL),
    CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL)),
    CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
);
CREATE UNIQUE INDEX edition_proposals_one_active ON edition_proposals (state) WHERE state = 'active';
CREATE INDEX edition_proposals_due ON edition_proposals (takes_effect) WHERE state = 'approved';
-- What approvers have signed, as they signed it. One of each person.
CREATE TABLE edition_approvals (
    edition TEXT NOT NULL REFERENCES edition_proposals (id),
    person TEXT NOT NULL CHECK (person <> ''),
    role TEXT NOT NULL CHECK (role IN ('lawyer', 'rule_editor')),
    key_id TEXT NOT NULL CHECK (length(key_id) = 16),
    -- RFC 8785 bytes of the envelope.
    envelope BLOB NOT NULL,
    approved_at INTEGER NOT NULL,
    PRIMARY KEY (edition, person)
);
