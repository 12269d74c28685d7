-- Safety and action plans. A unit has one of a case for the exposed person and, as another object, one for the person using violence; a child
-- has a section and no plan. What a version says is sealed with the case's key and is never changed: saving adds a version.
CREATE TABLE safety_plans (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    case_id BLOB NOT NULL REFERENCES cases (id),
    unit TEXT NOT NULL,
    whose TEXT NOT NULL CHECK (whose IN ('victim', 'person_using_violence')),
    begun_by TEXT NOT NULL REFERENCES staff_members (reference),
    begun_role TEXT NOT NULL,
    begun_at BIGINT NOT NULL
);
-- His is never hers: each is found by its owner.
CREATE UNIQUE INDEX safety_plans_of_case ON safety_plans (case_id, unit, whose);
CREATE INDEX safety_plans_of_unit ON safety_plans (unit, whose);

CREATE TABLE safety_plan_versions (
    plan BLOB NOT NULL REFERENCES safety_plans (id),
    n BIGINT NOT NULL CHECK (n >= 1),
    sealed_content BLOB NOT NULL,
    review_on TEXT CHECK (length(review_on) = 10),
    -- The page that whoever saved had before them: what came after it has not been seen.
    seen_at BIGINT NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL CHECK (at >= seen_at),
    PRIMARY KEY (plan, n)
);
