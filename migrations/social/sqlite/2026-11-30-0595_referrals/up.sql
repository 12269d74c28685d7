-- What somebody was offered of the services, and what was answered. A no or a later closes nothing: the next offer is a row of its own.
CREATE TABLE referrals (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    unit TEXT NOT NULL,
    subject TEXT NOT NULL CHECK (subject IN ('victim', 'child', 'person_using_violence')),
    kind TEXT NOT NULL CHECK (kind IN ('violence_team', 'violence_centre', 'child_and_youth', 'sheltered_housing', 'substance_care', 'psychiatry', 'mens_centre', 'prison_service')),
    service BLOB REFERENCES services (id),
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'later', 'no')),
    way TEXT CHECK (way IN ('we_tell', 'calls_herself')),
    text TEXT,
    text_version TEXT,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- Who says yes also says who tells the service; and nobody is told without what was read out.
    CHECK ((answer = 'yes') = (way IS NOT NULL)),
    CHECK ((way IS NOT NULL AND way = 'we_tell') = (text IS NOT NULL)),
    CHECK ((text IS NULL) = (text_version IS NULL))
);
CREATE INDEX referrals_of ON referrals (case_id, at);
-- One bit, and from whom: never why.
CREATE TABLE referral_outcomes (
    referral BLOB NOT NULL PRIMARY KEY REFERENCES referrals (id),
    result TEXT NOT NULL CHECK (result IN ('started', 'not_started')),
    heard TEXT NOT NULL CHECK (heard IN ('service', 'person')),
    heard_on TEXT NOT NULL CHECK (length(heard_on) = 10),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
-- The talks at a relationship-violence centre that need no application: five.
CREATE TABLE referral_talks (
    referral BLOB NOT NULL REFERENCES referrals (id),
    n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 5),
    held_on TEXT NOT NULL CHECK (length(held_on) = 10),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (referral, n)
);
