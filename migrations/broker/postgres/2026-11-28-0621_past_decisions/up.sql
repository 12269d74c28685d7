-- What every decision on an offer depended on, without anything that tells one case from another: no case, agency, unit,
-- member of staff or person. Kept so that it can be explained, and judged by another edition.
CREATE TABLE past_decisions (
    log_index BIGINT NOT NULL PRIMARY KEY REFERENCES log_entries (log_index),
    -- RFC 8785 bytes.
    record BYTEA NOT NULL
);
