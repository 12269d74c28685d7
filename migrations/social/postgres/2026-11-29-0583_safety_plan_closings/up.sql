-- A plan is closed, and may be taken up again. After the close it is followed up, at most a year (Danish model).
CREATE TABLE safety_plan_closings (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    plan BYTEA NOT NULL REFERENCES safety_plans (id),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL,
    taken_up_by TEXT REFERENCES staff_members (reference),
    taken_up_at BIGINT CHECK (taken_up_at >= at),
    CHECK ((taken_up_by IS NULL) = (taken_up_at IS NULL))
);
CREATE UNIQUE INDEX safety_plan_closings_standing ON safety_plan_closings (plan) WHERE taken_up_at IS NULL;

CREATE TABLE safety_plan_follow_ups (
    closing BYTEA NOT NULL REFERENCES safety_plan_closings (id),
    due_on TEXT NOT NULL CHECK (length(due_on) = 10),
    closed_on TEXT NOT NULL CHECK (length(closed_on) = 10),
    outcome TEXT CHECK (outcome IN ('held', 'not_reached', 'not_wanted')),
    staff TEXT REFERENCES staff_members (reference),
    role TEXT,
    at BIGINT,
    PRIMARY KEY (closing, due_on),
    CHECK (due_on > closed_on),
    -- A year later, as text: the year and one, and the same month and day.
    CHECK (due_on <= CAST(CAST(substr(closed_on, 1, 4) AS INTEGER) + 1 AS TEXT) || substr(closed_on, 5)),
    CHECK ((outcome IS NULL) = (at IS NULL)),
    CHECK ((outcome IS NULL) = (staff IS NULL)),
    CHECK ((outcome IS NULL) = (role IS NULL))
);
