-- Whether she gets a paper, and each paper that was made. No row: none. What was on it is not kept.
CREATE TABLE safety_plan_papers (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    plan BYTEA NOT NULL REFERENCES safety_plans (id),
    choice TEXT NOT NULL CHECK (choice IN ('none', 'keeps_safe')),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX safety_plan_papers_of_plan ON safety_plan_papers (plan, at);

CREATE TABLE safety_plan_prints (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    plan BYTEA NOT NULL REFERENCES safety_plans (id),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX safety_plan_prints_of_plan ON safety_plan_prints (plan, at);
