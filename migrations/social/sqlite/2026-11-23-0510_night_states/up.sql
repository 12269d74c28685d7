-- The last steps of the night, why something is gone, and the district that takes over in the morning.
-- SQLite changes no constraint of a table that stands: it is built anew.
CREATE TABLE duty_items_rebuilt (
    handover_id BLOB PRIMARY KEY CHECK (length(handover_id) = 16),
    case_code TEXT NOT NULL,
    unit TEXT NOT NULL,
    from_unit TEXT,
    purpose TEXT NOT NULL,
    urgency TEXT NOT NULL,
    -- “noted” is a word of state from the other agency: nobody has to answer it.
    state TEXT NOT NULL CHECK (state IN ('announced', 'received', 'acknowledged', 'contact_made', 'contact_tried', 'contact_declined',
        'closed_here', 'declined', 'rejected', 'gone', 'noted',
        'done_tonight', 'handed_to_district', 'district_acknowledged')),
    announced_at BIGINT NOT NULL,
    received_at BIGINT,
    acknowledged_at BIGINT,
    state_at BIGINT NOT NULL,
    -- Who set the state; nobody when it came by itself.
    state_by TEXT REFERENCES staff_members (reference),
    -- Who says “I own it”, or who rang about one that could not be opened.
    owner TEXT REFERENCES staff_members (reference),
    -- How far the waiting has been told to the desks.
    escalation TEXT NOT NULL DEFAULT 'on_time' CHECK (escalation IN ('on_time', 'amber', 'late')),
    -- No proof from the log in time: the row shows the number to ring.
    unproven BOOLEAN NOT NULL DEFAULT FALSE,
    case_id BLOB REFERENCES cases (id),
    basis TEXT,
    children BOOLEAN NOT NULL DEFAULT FALSE,
    consent_until BIGINT,
    custody_sealed BLOB,
    -- A consent it rests on was withdrawn after it came; somebody must confirm that they know.
    withdrawn_at BIGINT,
    withdrawal_confirmed_at BIGINT,
    -- Answer to “did you agree to this?”, asked at the first contact; stays in this agency.
    agreed TEXT CHECK (agreed IN ('yes', 'no', 'not_asked')),
    -- Why it could not be had any more, as the broker told it.
    gone TEXT CHECK (gone IN ('withdrawn', 'recalled', 'expired')),
    -- The part of the town it is handed to in the morning.
    district TEXT,
    CHECK (state IN ('announced', 'gone', 'rejected') OR (received_at IS NOT NULL AND case_id IS NOT NULL)),
    CHECK ((owner IS NULL) = (acknowledged_at IS NULL)),
    CHECK (owner IS NOT NULL OR state NOT IN ('acknowledged', 'contact_made', 'contact_tried', 'contact_declined', 'closed_here')),
    CHECK (withdrawal_confirmed_at IS NULL OR withdrawn_at IS NOT NULL),
    CHECK (owner IS NOT NULL OR state NOT IN ('done_tonight', 'handed_to_district', 'district_acknowledged')),
    CHECK (gone IS NULL OR state = 'gone'),
    CHECK (district IS NOT NULL OR state NOT IN ('handed_to_district', 'district_acknowledged'))
);


INSERT INTO duty_items_rebuilt (handover_id, case_code, unit, from_unit, purpose, urgency, state, announced_at, received_at, acknowledged_at, state_at, state_by, owner, escalation, unproven, case_id, basis, children, consent_until, custody_sealed, withdrawn_at, withdrawal_confirmed_at, agreed)
SELECT handover_id, case_code, unit, from_unit, purpose, urgency, state, announced_at, received_at, acknowledged_at, state_at, state_by, owner, escalation, unproven, case_id, basis, children, consent_until, custody_sealed, withdrawn_at, withdrawal_confirmed_at, agreed FROM duty_items;
DROP TABLE duty_items;
ALTER TABLE duty_items_rebuilt RENAME TO duty_items;

CREATE INDEX duty_items_by_unit ON duty_items (unit, state, announced_at);
CREATE INDEX duty_items_by_code ON duty_items (case_code);
