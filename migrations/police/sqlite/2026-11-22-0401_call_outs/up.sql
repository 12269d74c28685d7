-- A call-out of the police. Code, times and state are clear; everything else is sealed with the key of the case.
CREATE TABLE call_outs (
    case_id BLOB NOT NULL PRIMARY KEY REFERENCES cases (id),
    code TEXT NOT NULL UNIQUE,
    unit TEXT NOT NULL,
    started_by TEXT NOT NULL REFERENCES staff_members (reference),
    state TEXT NOT NULL CHECK (state IN ('open', 'sent', 'closed')),
    started_at BIGINT NOT NULL,
    rang_at BIGINT,
    sent_at BIGINT,
    revision BIGINT NOT NULL CHECK (revision >= 1),
    sealed BLOB NOT NULL,
    CHECK (state <> 'sent' OR sent_at IS NOT NULL)
);
CREATE INDEX call_outs_tonight ON call_outs (unit, started_at);
