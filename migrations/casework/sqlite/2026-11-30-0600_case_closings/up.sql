-- That a unit has ended its work with a case, and why; and that it took it up again. The other agency learns the bare word when
-- somebody tells it, never the reason.
CREATE TABLE case_closings (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    unit TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('in_place', 'handed_on', 'not_wanted', 'not_reached', 'moved', 'no_need', 'mistake')),
    closed_by TEXT NOT NULL REFERENCES staff_members (reference),
    closed_role TEXT NOT NULL,
    closed_at BIGINT NOT NULL,
    told_at BIGINT CHECK (told_at >= closed_at),
    taken_up_why TEXT CHECK (taken_up_why IN ('came_back', 'new_event', 'moved_back', 'follow_up', 'mistake')),
    taken_up_by TEXT REFERENCES staff_members (reference) CHECK ((taken_up_by IS NULL) = (taken_up_why IS NULL)),
    taken_up_role TEXT CHECK ((taken_up_role IS NULL) = (taken_up_why IS NULL)),
    taken_up_at BIGINT CHECK ((taken_up_at IS NULL) = (taken_up_why IS NULL) AND (taken_up_at IS NULL OR taken_up_at >= closed_at))
);
CREATE INDEX case_closings_by_case ON case_closings (case_id, closed_at);
-- One close at a time stands.
CREATE UNIQUE INDEX case_closings_standing ON case_closings (case_id, unit) WHERE taken_up_at IS NULL;
