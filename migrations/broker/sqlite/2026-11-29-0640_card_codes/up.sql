-- The code of the contact card that a consent was given with: one card, one consent. Older consents have none.
ALTER TABLE consent_grants ADD COLUMN card_code_hash BLOB CHECK (card_code_hash IS NULL OR length(card_code_hash) = 32);
CREATE UNIQUE INDEX consent_grants_card ON consent_grants (card_code_hash) WHERE card_code_hash IS NOT NULL;
-- Codes that agencies handed in, those that belong to nothing too: the consent may come after its withdrawal.
CREATE TABLE code_withdrawals (
    payload_hash BLOB NOT NULL PRIMARY KEY CHECK (length(payload_hash) = 32),
    card_code_hash BLOB NOT NULL CHECK (length(card_code_hash) = 32),
    agency TEXT NOT NULL REFERENCES agencies (agency),
    envelope BLOB NOT NULL,
    heard_at INTEGER NOT NULL
);
CREATE INDEX code_withdrawals_card ON code_withdrawals (card_code_hash, heard_at);
CREATE INDEX code_withdrawals_agency ON code_withdrawals (agency, heard_at);
