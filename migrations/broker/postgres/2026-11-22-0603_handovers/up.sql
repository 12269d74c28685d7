-- Consents as their agencies signed them. No names: the giver is a random id of one case.
CREATE TABLE consent_grants (
    id BYTEA NOT NULL PRIMARY KEY CHECK (octet_length(id) = 16),
    from_agency TEXT NOT NULL REFERENCES agencies (agency),
    to_agency TEXT NOT NULL,
    payload_hash BYTEA NOT NULL CHECK (octet_length(payload_hash) = 32),
    envelope BYTEA NOT NULL,
    log_index BIGINT NOT NULL UNIQUE,
    registered_at BIGINT NOT NULL,
    withdrawal BYTEA,
    withdrawn_index BIGINT UNIQUE,
    CHECK ((withdrawal IS NULL) = (withdrawn_index IS NULL)),
    CHECK (withdrawn_index IS NULL OR withdrawn_index > log_index)
);
-- One row for each offer that was judged: what was decided and what became of it.
CREATE TABLE disclosures (
    handover BYTEA NOT NULL PRIMARY KEY CHECK (octet_length(handover) = 16),
    from_agency TEXT NOT NULL REFERENCES agencies (agency),
    to_agency TEXT NOT NULL REFERENCES agencies (agency),
    payload_hash BYTEA NOT NULL CHECK (octet_length(payload_hash) = 32),
    -- Whether the sealed bytes are still here.
    sealed BOOLEAN NOT NULL,
    -- The signed answer: a repeated offer gets these bytes again.
    answer BYTEA NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('refused', 'released', 'fetched', 'received', 'rejected', 'acknowledged', 'taken_over',
        'declined', 'redirected', 'withdrawn', 'expired', 'recalled')),
    -- The state with its particulars, as the protocol writes it.
    machine BYTEA NOT NULL,
    -- What notices of this handover say: codes only.
    headline BYTEA NOT NULL,
    -- Whether the recipient was ever told that it waits.
    announced BOOLEAN NOT NULL,
    -- Whether both agencies must cosign before it is handed over.
    needs_both BOOLEAN NOT NULL,
    decided_index BIGINT NOT NULL UNIQUE,
    decided_at BIGINT NOT NULL,
    fetched_index BIGINT UNIQUE,
    -- Both proofs, fixed when the cosignatures were complete.
    evidence BYTEA,
    -- The next moment a clock has something to say.
    due_at BIGINT,
    CHECK (fetched_index IS NULL OR fetched_index > decided_index),
    CHECK (evidence IS NULL OR fetched_index IS NOT NULL),
    CHECK (announced OR state = 'refused'),
    CHECK (state NOT IN ('refused', 'released', 'withdrawn', 'expired', 'recalled') OR fetched_index IS NULL)
);
CREATE INDEX disclosures_due ON disclosures (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX disclosures_unproven ON disclosures (fetched_index) WHERE fetched_index IS NOT NULL AND evidence IS NULL;
-- Offers as their senders signed them; destroyed when nobody may have them any more.
CREATE TABLE sealed_offers (
    handover BYTEA NOT NULL PRIMARY KEY REFERENCES disclosures (handover),
    envelope BYTEA NOT NULL
);
CREATE TABLE disclosure_consents (
    consent BYTEA NOT NULL REFERENCES consent_grants (id),
    handover BYTEA NOT NULL REFERENCES disclosures (handover),
    -- Whether the release rests on it; others are only referred to.
    relied_on BOOLEAN NOT NULL,
    PRIMARY KEY (consent, handover)
);
CREATE INDEX disclosure_consents_handover ON disclosure_consents (handover);
CREATE TABLE receipts (
    id BYTEA NOT NULL PRIMARY KEY CHECK (octet_length(id) = 16),
    handover BYTEA NOT NULL REFERENCES disclosures (handover),
    payload_hash BYTEA NOT NULL CHECK (octet_length(payload_hash) = 32),
    envelope BYTEA NOT NULL,
    log_index BIGINT NOT NULL UNIQUE,
    received_at BIGINT NOT NULL
);
CREATE INDEX receipts_handover ON receipts (handover);
-- What waits for an agency, numbered without gaps.
CREATE TABLE notices (
    agency TEXT NOT NULL REFERENCES agencies (agency),
    number BIGINT NOT NULL CHECK (number > 0),
    body BYTEA NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (agency, number)
);
