-- How far what is kept here was compared with the log: the tree up to there, whose root the own witness vouches for.
CREATE TABLE reconciliations (
    origin TEXT PRIMARY KEY,
    size BIGINT NOT NULL CHECK (size >= 0),
    frontier BYTEA NOT NULL,
    entries BIGINT NOT NULL CHECK (entries >= 0),
    reconciled_at BIGINT NOT NULL
);

-- Places of the log where the two differ. One that is found to agree later is closed and stays.
CREATE TABLE log_differences (
    log_index BIGINT PRIMARY KEY CHECK (log_index >= 0),
    kind TEXT NOT NULL CHECK (kind IN (
        'other_leaf', 'not_in_log', 'unknown_here', 'other_bytes', 'not_arrived', 'withdrawal_unheard', 'answer_unknown'
    )),
    handover BYTEA CHECK (octet_length(handover) = 16),
    found_at BIGINT NOT NULL,
    closed_at BIGINT CHECK (closed_at >= found_at)
);
