-- A handover, sent or received. What was withheld is in no row.
CREATE TABLE handovers (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    way TEXT NOT NULL CHECK (way IN ('sent', 'received')),
    case_id BYTEA NOT NULL REFERENCES cases (id),
    from_agency TEXT NOT NULL,
    from_board TEXT NOT NULL,
    from_unit TEXT NOT NULL,
    to_agency TEXT NOT NULL,
    to_board TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    purpose TEXT NOT NULL,
    phase TEXT NOT NULL,
    urgency TEXT NOT NULL,
    basis TEXT NOT NULL,
    categories TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('offered', 'refused', 'released', 'fetched', 'received', 'rejected', 'acknowledged',
        'taken_over', 'declined', 'redirected', 'withdrawn', 'expired', 'recalled', 'stale', 'undelivered')),
    detail TEXT,
    -- The state of the protocol's own machine, whole.
    machine TEXT NOT NULL,
    state_at BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    answers BYTEA CHECK (answers IS NULL OR length(answers) = 16)
);
CREATE INDEX handovers_by_case ON handovers (case_id, made_at);
-- Each state a handover has had, once.
CREATE TABLE handover_steps (
    handover BYTEA NOT NULL REFERENCES handovers (id),
    state TEXT NOT NULL,
    detail TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (handover, state)
);
-- The exact bytes that were and will be posted, and the broker's signed answer.
CREATE TABLE offers (
    handover BYTEA PRIMARY KEY REFERENCES handovers (id),
    signed_offer BYTEA NOT NULL,
    offer_hash BYTEA NOT NULL CHECK (length(offer_hash) = 32),
    consents TEXT NOT NULL,
    signed_answer BYTEA,
    log_index BIGINT
);
-- Values sent and received, sealed with the key of the case.
CREATE TABLE sealed_fields (
    handover BYTEA NOT NULL REFERENCES handovers (id),
    n INTEGER NOT NULL CHECK (n >= 0),
    category TEXT NOT NULL,
    subject BYTEA CHECK (subject IS NULL OR length(subject) = 16),
    role TEXT,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (handover, n)
);
-- Numbers of each pair of units, counted on either side: a gap shows.
CREATE TABLE channel_sequences (
    way TEXT NOT NULL CHECK (way IN ('sent', 'received')),
    from_unit TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (way, from_unit, to_unit)
);
