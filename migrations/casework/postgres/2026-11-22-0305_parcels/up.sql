-- What was announced, before it is opened: headers only.
CREATE TABLE arrivals (
    handover BYTEA PRIMARY KEY CHECK (length(handover) = 16),
    case_code TEXT,
    unit TEXT,
    purpose TEXT,
    urgency TEXT,
    announced_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'ring', 'opened', 'rejected', 'gone')),
    code TEXT
);
CREATE INDEX arrivals_by_state ON arrivals (state, announced_at);
-- The bytes as they were fetched, values still sealed to the unit: evidence of what came and how it was proved.
CREATE TABLE parcels (
    handover BYTEA PRIMARY KEY REFERENCES handovers (id),
    offer_hash BYTEA NOT NULL CHECK (length(offer_hash) = 32),
    parcel BYTEA NOT NULL,
    received_at BIGINT NOT NULL
);
-- Receipts, our own and those that came; the signed bytes.
CREATE TABLE receipts (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    handover BYTEA NOT NULL CHECK (length(handover) = 16),
    from_agency TEXT NOT NULL,
    state TEXT NOT NULL,
    signed_receipt BYTEA NOT NULL,
    at BIGINT NOT NULL,
    log_index BIGINT
);
CREATE UNIQUE INDEX receipts_once ON receipts (handover, from_agency, state);
