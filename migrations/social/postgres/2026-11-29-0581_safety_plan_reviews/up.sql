-- A plan was gone through without a new version, and who coordinates it. Rows are added: earlier words stay.
CREATE TABLE safety_plan_reviews (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    plan BYTEA NOT NULL REFERENCES safety_plans (id),
    next_on TEXT CHECK (length(next_on) = 10),
    seen_at BIGINT NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL CHECK (at >= seen_at)
);
CREATE INDEX safety_plan_reviews_of_plan ON safety_plan_reviews (plan, at);

CREATE TABLE safety_plan_coordinators (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    plan BYTEA NOT NULL REFERENCES safety_plans (id),
    coordinator TEXT NOT NULL REFERENCES staff_members (reference),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX safety_plan_coordinators_of_plan ON safety_plan_coordinators (plan, at);
