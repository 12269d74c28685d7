-- The log's leaves as the own witness has followed them, and what this agency may read of them: a broker that was set back to
-- an old copy is repaired from these.
CREATE TABLE followed_leaves (
    origin TEXT NOT NULL,
    log_index BIGINT NOT NULL CHECK (log_index >= 0),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32),
    entry BLOB,
    salt BLOB CHECK (length(salt) = 32),
    PRIMARY KEY (origin, log_index),
    CHECK ((entry IS NULL) = (salt IS NULL))
);
-- The signed checkpoint that the witness followed last: it proves to a broker that is behind it that it is behind.
ALTER TABLE witness_state ADD COLUMN note TEXT;
