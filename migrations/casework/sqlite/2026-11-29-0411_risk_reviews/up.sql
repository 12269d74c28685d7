-- When an outcome is looked at again: the day that was planned, and how it ended. One is open for each outcome at most.
CREATE TABLE risk_reviews (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    risk BLOB NOT NULL REFERENCES risks (id),
    planned_on TEXT CHECK (length(planned_on) = 10),
    planned_by TEXT NOT NULL REFERENCES staff_members (reference),
    planned_at BIGINT NOT NULL,
    outcome TEXT CHECK (outcome IN ('kept', 'changed', 'moved')),
    ended_by TEXT REFERENCES staff_members (reference) CHECK ((ended_by IS NULL) = (outcome IS NULL)),
    ended_role TEXT CHECK ((ended_role IS NULL) = (outcome IS NULL)),
    ended_at BIGINT CHECK ((ended_at IS NULL) = (outcome IS NULL)),
    -- What was not planned is only written down once it was held.
    CHECK (planned_on IS NOT NULL OR (outcome IS NOT NULL AND outcome <> 'moved'))
);
CREATE UNIQUE INDEX risk_reviews_open ON risk_reviews (risk) WHERE outcome IS NULL;
CREATE INDEX risk_reviews_by_risk ON risk_reviews (risk, planned_at);
