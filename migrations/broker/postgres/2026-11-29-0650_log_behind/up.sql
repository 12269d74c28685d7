-- A checkpoint that this log has signed and does not lead to any more: while it is here the broker moves nothing. One row.
CREATE TABLE log_behind (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    size BIGINT NOT NULL CHECK (size >= 0),
    note TEXT NOT NULL,
    shown_by TEXT NOT NULL,
    shown_at BIGINT NOT NULL
);
