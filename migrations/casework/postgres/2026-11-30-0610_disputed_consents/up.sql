-- The person says that the consent a handover came by was never given: nobody sees or uses its values while that stands.
CREATE TABLE disputed_consents (
    handover BYTEA PRIMARY KEY REFERENCES handovers (id),
    heard_by TEXT NOT NULL REFERENCES staff_members (reference),
    heard_at BIGINT NOT NULL
);
