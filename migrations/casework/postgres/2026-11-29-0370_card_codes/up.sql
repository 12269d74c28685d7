-- The code of the contact card that was given with a consent, hashed: one card, one consent. The code itself is kept nowhere.
ALTER TABLE consents ADD COLUMN card_code_hash BYTEA
    CHECK (card_code_hash IS NULL OR (outcome = 'given' AND length(card_code_hash) = 32));
CREATE UNIQUE INDEX consents_card ON consents (card_code_hash) WHERE card_code_hash IS NOT NULL;
-- That the code of a card was typed here: who and when. What the broker is told stands here as it is posted.
CREATE TABLE code_tries (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL,
    signed_withdrawal BYTEA
);
CREATE INDEX code_tries_by_staff ON code_tries (staff, at);
