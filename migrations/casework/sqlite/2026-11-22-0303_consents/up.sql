-- What was answered when consent was asked for. A refusal and a question never asked stay here: they are never sent.
CREATE TABLE consents (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    subject BLOB NOT NULL REFERENCES subjects (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('given', 'refused', 'could_not_ask')),
    reason TEXT,
    -- Signed bytes of the grant, exactly as they are or will be registered at the broker.
    signed_grant BLOB,
    state TEXT NOT NULL CHECK (state IN ('recorded', 'registered', 'withdrawn', 'expired', 'superseded', 'closed')),
    asked_at BIGINT NOT NULL,
    log_index BIGINT,
    CHECK ((outcome = 'given') = (signed_grant IS NOT NULL)),
    CHECK ((outcome = 'given') = (state <> 'closed'))
);
CREATE INDEX consents_by_case ON consents (case_id, asked_at);
-- A consent this agency heard withdrawn: nothing is sent or opened under it from this moment.
CREATE TABLE tombstones (
    consent BLOB PRIMARY KEY CHECK (length(consent) = 16),
    heard_at BIGINT NOT NULL,
    signed_withdrawal BLOB,
    log_index BIGINT
);
