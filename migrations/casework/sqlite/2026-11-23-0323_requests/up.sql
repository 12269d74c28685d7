-- A request that gets no answer: noted inside, nothing leaves.
CREATE TABLE request_closures (
    handover BLOB PRIMARY KEY REFERENCES handovers (id),
    sealed_reason BLOB NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    closed_at BIGINT NOT NULL
);
-- Whether an inquiry about the child was opened (SoL 19:6): the latest decision of the case, sealed with its key.
CREATE TABLE inquiry_decisions (
    case_id BLOB PRIMARY KEY REFERENCES cases (id),
    sealed_outcome BLOB NOT NULL,
    decided_at BIGINT NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    noted_at BIGINT NOT NULL
);
