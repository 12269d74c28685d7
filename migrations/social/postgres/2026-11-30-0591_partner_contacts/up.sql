-- Her side: the partner contact that belongs to a treatment. It points to his side; nothing of his side points here. There is one for
-- each treatment from its first day, whatever she answers, so that its being there says nothing.
CREATE TABLE partner_contacts (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    treatment BYTEA NOT NULL UNIQUE,
    therapist TEXT NOT NULL,
    contact_person TEXT NOT NULL REFERENCES staff_members (reference),
    unit TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    wrapped_key BYTEA NOT NULL,
    begun_at BIGINT NOT NULL,
    -- The therapist is the one of the treatment, and another person.
    FOREIGN KEY (treatment, therapist) REFERENCES treatments (id, therapist),
    CHECK (contact_person <> therapist),
    UNIQUE (unit, number)
);
CREATE INDEX partner_contacts_of ON partner_contacts (contact_person);
-- Whether she wants contact. A later row holds; none is changed, and none closes the offer.
CREATE TABLE partner_contact_answers (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    partner_contact BYTEA NOT NULL REFERENCES partner_contacts (id),
    answer TEXT NOT NULL CHECK (answer IN ('given', 'refused', 'withdrawn')),
    answered_on TEXT NOT NULL CHECK (length(answered_on) = 10),
    form TEXT NOT NULL CHECK (form IN ('written', 'spoken')),
    text TEXT,
    text_version TEXT,
    heard_by TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL,
    CHECK ((answer = 'withdrawn') = (text IS NULL)),
    CHECK ((text IS NULL) = (text_version IS NULL))
);
CREATE INDEX partner_contact_answers_of ON partner_contact_answers (partner_contact, at);
-- Why she is not contacted, or that this holds no more.
CREATE TABLE partner_contact_exclusions (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    partner_contact BYTEA NOT NULL REFERENCES partner_contacts (id),
    reason TEXT CHECK (reason IN ('sheltered_housing', 'abroad', 'no_contact_since_long', 'unsuitable')),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX partner_contact_exclusions_of ON partner_contact_exclusions (partner_contact, at);
-- Contacts and attempts, one tap each.
CREATE TABLE partner_contact_attempts (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    partner_contact BYTEA NOT NULL REFERENCES partner_contacts (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('reached', 'failed')),
    channel TEXT NOT NULL CHECK (channel IN ('phone', 'in_person', 'video', 'letter')),
    day_part TEXT NOT NULL CHECK (day_part IN ('morning', 'afternoon', 'evening')),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX partner_contact_attempts_of ON partner_contact_attempts (partner_contact, at);
-- What the contact person is to do, and by when.
CREATE TABLE partner_contact_tasks (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    partner_contact BYTEA NOT NULL REFERENCES partner_contacts (id),
    kind TEXT NOT NULL CHECK (kind IN
        ('offer', 'takes_part', 'missed', 'ended_early', 'completed', 'danger_raised', 'consent_withdrawn')),
    -- Of a danger: what to keep in mind.
    wording TEXT CHECK (wording IN ('risk_higher', 'substances', 'control', 'separation', 'orders_broken', 'weapons')),
    made_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL CHECK (due_at > made_at),
    CHECK ((kind = 'danger_raised') = (wording IS NOT NULL))
);
CREATE INDEX partner_contact_tasks_of ON partner_contact_tasks (partner_contact, due_at);
-- How a task was done with, once.
CREATE TABLE partner_contact_tasks_done (
    task BYTEA NOT NULL PRIMARY KEY REFERENCES partner_contact_tasks (id),
    how TEXT NOT NULL CHECK (how IN ('done', 'ends', 'own_contact', 'declined', 'stopped')),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
-- Who looked at her side.
CREATE TABLE partner_contact_views (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    partner_contact BYTEA NOT NULL REFERENCES partner_contacts (id),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX partner_contact_views_of ON partner_contact_views (partner_contact, at);
