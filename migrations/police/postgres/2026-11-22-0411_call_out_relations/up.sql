-- Why a member of staff works on a call-out. Who has none does not see it.
CREATE TABLE call_out_relations (
    case_id BYTEA NOT NULL REFERENCES call_outs (case_id),
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    relation TEXT NOT NULL CHECK (relation IN ('started', 'same_patrol', 'took_over', 'custody_duty', 'leads_investigation')),
    at BIGINT NOT NULL,
    PRIMARY KEY (case_id, staff)
);
INSERT INTO call_out_relations (case_id, staff, relation, at) SELECT case_id, started_by, 'started', started_at FROM call_outs;
