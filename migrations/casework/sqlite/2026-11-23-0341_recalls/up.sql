-- What this agency takes back before it is fetched: who asked, the exact bytes, and what came of it.
CREATE TABLE recalls (
    handover BLOB PRIMARY KEY REFERENCES handovers (id),
    signed_recall BLOB NOT NULL,
    asked_by TEXT NOT NULL REFERENCES staff_members (reference),
    asked_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'done', 'too_late')),
    settled_at BIGINT,
    log_index BIGINT,
    CHECK ((state = 'asked') = (settled_at IS NULL))
);
