-- Parcels opened under the own cosignature alone: the other agency's is due, at this head of the log or a later one that
-- follows from it.
CREATE TABLE cosignatures_due (
    handover BLOB PRIMARY KEY REFERENCES handovers (id),
    agency TEXT NOT NULL,
    tree_size BIGINT NOT NULL CHECK (tree_size > 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    due_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('due', 'late', 'seen')),
    seen_at BIGINT,
    CHECK ((state = 'seen') = (seen_at IS NOT NULL))
);
CREATE INDEX cosignatures_due_by_state ON cosignatures_due (state, due_at);
