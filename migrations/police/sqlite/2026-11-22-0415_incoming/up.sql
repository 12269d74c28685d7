-- What came to a unit and waits for a person: headers alone. It is settled when somebody answers, or when it is taken back.
CREATE TABLE incoming (
    handover BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL,
    code TEXT NOT NULL,
    unit TEXT NOT NULL,
    from_unit TEXT NOT NULL,
    purpose TEXT NOT NULL,
    urgency TEXT NOT NULL CHECK (urgency IN ('immediate', 'same_day', 'ordinary')),
    received_at BIGINT NOT NULL,
    alarmed_at BIGINT,
    settled_at BIGINT
);
CREATE INDEX incoming_waiting ON incoming (received_at) WHERE settled_at IS NULL;
