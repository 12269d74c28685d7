-- The code of the contact card that a consent was given with: one card, one consent. Older consents have none.
ALTER TABLE consent_grants ADD COLUMN card_code_hash BYTEA CHECK (card_code_hash IS NULL OR octet_length(card_code_hash) = 32);
CREATE UNIQUE INDEX consent_grants_card ON consent_grants (card_code_hash) WHERE card_code_hash IS NOT NULL;
-- Codes that agencies handed in, those that belong to nothing too: the consent may come after its withdrawal.
CREATE TABLE code_withdrawals (
    payload_hash BYTEA NOT NULL PRIMARY KEY CHECK (octet_length(payload_hash) = 32),
    card_code_hash BYTEA NOT NULL CHECK (octet_length(card_code_hash) = 32),
    agency TEXT NOT NULL REFERENCES agencies (agency),
    envelope BYTEA NOT NULL,
    heard_at BIGINT NOT NULL
);
CREATE INDEX code_withdrawals_card ON code_withdrawals (card_code_hash, heard_at);
CREATE INDEX code_withdrawals_agency ON code_withdrawals (agency, heard_at);
