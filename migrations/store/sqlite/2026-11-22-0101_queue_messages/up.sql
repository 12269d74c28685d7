CREATE TABLE queue_messages (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    queue TEXT NOT NULL,
    key TEXT NOT NULL,
    -- Emptied when the message is done; the digest stays so that a repetition is recognised.
    payload BLOB NOT NULL,
    payload_digest BLOB NOT NULL CHECK (length(payload_digest) = 32),
    state TEXT NOT NULL CHECK (state IN ('ready', 'taken', 'done', 'parked')),
    -- Ready: not before this. Taken: the lease ends. Microseconds UTC.
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    last_error TEXT,
    trace_parent TEXT,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    UNIQUE (queue, key)
);
CREATE INDEX queue_messages_due ON queue_messages (queue, due_at, id) WHERE state IN ('ready', 'taken');
CREATE INDEX queue_messages_settled ON queue_messages (queue, state, changed_at) WHERE state IN ('done', 'parked');
