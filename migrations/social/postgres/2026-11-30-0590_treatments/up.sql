-- His side: treatments of persons who use violence. Nothing here leads to the person exposed: what is hers points here, and never
-- back. Who it is, and what he tells of her, is sealed with a key of the treatment's own.
CREATE TABLE treatments (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    unit TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    therapist TEXT NOT NULL REFERENCES staff_members (reference),
    contact_person TEXT NOT NULL REFERENCES staff_members (reference),
    wrapped_key BYTEA NOT NULL,
    sealed_person BYTEA NOT NULL,
    begun_at BIGINT NOT NULL,
    -- Two persons, always.
    CHECK (contact_person <> therapist),
    UNIQUE (unit, number),
    UNIQUE (id, therapist)
);
-- His two switches. A later row holds; none is changed.
CREATE TABLE treatment_consents (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    treatment BYTEA NOT NULL REFERENCES treatments (id),
    part TEXT NOT NULL CHECK (part IN ('in_treatment', 'safety')),
    answer TEXT NOT NULL CHECK (answer IN ('given', 'refused', 'withdrawn')),
    answered_on TEXT NOT NULL CHECK (length(answered_on) = 10),
    form TEXT NOT NULL CHECK (form IN ('written', 'spoken')),
    text TEXT,
    text_version TEXT,
    heard_by TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- What was read out is known of an answer to it; nothing is read out to who takes a yes back.
    CHECK ((answer = 'withdrawn') = (text IS NULL)),
    CHECK ((text IS NULL) = (text_version IS NULL))
);
CREATE INDEX treatment_consents_of ON treatment_consents (treatment, at);
-- What he has told of her: the latest holds.
CREATE TABLE treatment_partners (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    treatment BYTEA NOT NULL REFERENCES treatments (id),
    sealed BYTEA NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX treatment_partners_of ON treatment_partners (treatment, at);
-- What happens in his treatment, in codes.
CREATE TABLE treatment_events (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    treatment BYTEA NOT NULL REFERENCES treatments (id),
    kind TEXT NOT NULL CHECK (kind IN ('takes_part', 'missed', 'ended_early', 'completed', 'danger_raised')),
    wording TEXT CHECK (wording IN ('risk_higher', 'substances', 'control', 'separation', 'orders_broken', 'weapons')),
    happened_on TEXT NOT NULL CHECK (length(happened_on) = 10),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL,
    CHECK ((kind = 'danger_raised') = (wording IS NOT NULL))
);
CREATE INDEX treatment_events_of ON treatment_events (treatment, at);
-- A treatment ends once.
CREATE UNIQUE INDEX treatment_events_end ON treatment_events (treatment) WHERE kind IN ('ended_early', 'completed');
-- He says no, and the team decides whether the treatment goes on.
CREATE TABLE treatment_decisions (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    treatment BYTEA NOT NULL REFERENCES treatments (id),
    decision TEXT NOT NULL CHECK (decision IN ('goes_on', 'ends')),
    decided_on TEXT NOT NULL CHECK (length(decided_on) = 10),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX treatment_decisions_of ON treatment_decisions (treatment, at);
-- That his consents were destroyed (L-12): what they were as a digest, and nothing else of them.
CREATE TABLE treatment_consent_proofs (
    treatment BYTEA NOT NULL PRIMARY KEY REFERENCES treatments (id),
    digest BYTEA NOT NULL CHECK (length(digest) = 32),
    answers INTEGER NOT NULL CHECK (answers >= 1),
    decision TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 30),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
-- Who looked at his side.
CREATE TABLE treatment_views (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    treatment BYTEA NOT NULL REFERENCES treatments (id),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX treatment_views_of ON treatment_views (treatment, at);
