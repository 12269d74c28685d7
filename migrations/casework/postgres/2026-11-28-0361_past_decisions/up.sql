-- What was decided when a handover was made: of the whole draft, also of what stayed. Sealed with the key of the case; it
-- never leaves the agency.
CREATE TABLE past_decisions (
    handover BYTEA PRIMARY KEY REFERENCES handovers (id),
    sealed BYTEA NOT NULL,
    decided_at BIGINT NOT NULL
);
