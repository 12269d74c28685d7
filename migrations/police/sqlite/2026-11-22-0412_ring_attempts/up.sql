-- Every tap on the number of the duty desk. The first is also the time on the call-out.
CREATE TABLE ring_attempts (
    case_id BLOB NOT NULL REFERENCES call_outs (case_id),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    at BIGINT NOT NULL,
    PRIMARY KEY (case_id, at, staff)
);
INSERT INTO ring_attempts (case_id, staff, at) SELECT case_id, started_by, rang_at FROM call_outs WHERE rang_at IS NOT NULL;
