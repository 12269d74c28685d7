-- The call to the support line that an outcome opens at once: open until somebody says that it was made, or why not.
CREATE TABLE risk_calls (
    risk BLOB PRIMARY KEY REFERENCES risks (id),
    answer TEXT CHECK (answer IN ('rung', 'could_not_ring')),
    reason TEXT CHECK ((reason IS NOT NULL) = (answer IS NOT NULL AND answer = 'could_not_ring')),
    answered_by TEXT REFERENCES staff_members (reference) CHECK ((answered_by IS NULL) = (answer IS NULL)),
    answered_role TEXT CHECK ((answered_role IS NULL) = (answer IS NULL)),
    answered_at BIGINT CHECK ((answered_at IS NULL) = (answer IS NULL))
);
