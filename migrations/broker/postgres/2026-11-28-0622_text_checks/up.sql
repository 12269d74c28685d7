-- When somebody compared the law in an edition with the law as it stands.
CREATE TABLE text_checks (
    number BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
    edition TEXT NOT NULL REFERENCES edition_proposals (id),
    source TEXT NOT NULL,
    -- SHA-256 of the text that was compared: another edition may hold the very same.
    text_hash BYTEA NOT NULL CHECK (octet_length(text_hash) = 32),
    -- A Swedish day, as 2027-01-01.
    checked_on TEXT NOT NULL CHECK (length(checked_on) = 10),
    checked_by TEXT NOT NULL CHECK (checked_by <> ''),
    outcome TEXT NOT NULL CHECK (outcome IN ('unchanged', 'changed')),
    note TEXT NOT NULL,
    at BIGINT NOT NULL,
    CHECK (outcome <> 'changed' OR note <> '')
);
CREATE INDEX text_checks_source ON text_checks (source, text_hash);
