-- What the therapist is to consider, in codes and without who told: from her, by her yes to this very item; from the team's own
-- assessment; from the police. One table for all, so that all take the same way and the same time.
CREATE TABLE risk_wordings (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    partner_contact BYTEA NOT NULL REFERENCES partner_contacts (id),
    source TEXT NOT NULL CHECK (source IN ('exposed_person', 'own_assessment', 'police')),
    wording TEXT NOT NULL CHECK (wording IN ('risk_higher', 'substances', 'control', 'separation', 'orders_broken', 'weapons')),
    answered_on TEXT CHECK (length(answered_on) = 10),
    form TEXT CHECK (form IN ('written', 'spoken')),
    text TEXT,
    text_version TEXT,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    -- Hers goes by her own yes alone, and nothing else has one.
    CHECK ((source = 'exposed_person') = (answered_on IS NOT NULL)),
    CHECK ((source = 'exposed_person') = (form IS NOT NULL)),
    CHECK ((source = 'exposed_person') = (text IS NOT NULL)),
    CHECK ((source = 'exposed_person') = (text_version IS NOT NULL))
);
CREATE INDEX risk_wordings_of ON risk_wordings (partner_contact, written_at);
-- Taken back before it was shown. What was shown stays: that it went away would tell of her.
CREATE TABLE risk_wording_withdrawals (
    wording BYTEA NOT NULL PRIMARY KEY REFERENCES risk_wordings (id),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
