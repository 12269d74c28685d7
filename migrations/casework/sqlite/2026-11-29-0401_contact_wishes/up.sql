-- How the exposed person wants to be contacted, in coded words. Rows are added: the latest of its kind holds.
CREATE TABLE contact_wishes (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    unit TEXT NOT NULL,
    -- No subject: the exposed person, before the case has one.
    subject BLOB REFERENCES subjects (id),
    kind TEXT NOT NULL CHECK (kind IN ('pace', 'next_contact', 'do_not_call', 'may_call')),
    pace TEXT CHECK (pace IN ('each_day', 'twice_a_week', 'weekly', 'every_other_week', 'monthly', 'she_calls')),
    -- A day; none: no next contact is agreed any more.
    next_on TEXT CHECK (next_on IS NULL OR kind = 'next_contact'),
    said_by TEXT CHECK (said_by IN ('person', 'close_person', 'counsel', 'staff')),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    staff_role TEXT NOT NULL,
    at BIGINT NOT NULL,
    CHECK ((kind = 'pace') = (pace IS NOT NULL)),
    CHECK ((kind IN ('do_not_call', 'may_call')) = (said_by IS NOT NULL))
);
CREATE INDEX contact_wishes_by_case ON contact_wishes (case_id, at);
