-- Who of the day staff has said that a case is theirs now.
CREATE TABLE district_confirmations (
    handover_id BLOB PRIMARY KEY REFERENCES duty_items (handover_id),
    confirmed_by TEXT NOT NULL REFERENCES staff_members (reference),
    confirmed_at BIGINT NOT NULL,
    -- Heard by the desk on the telephone.
    by_phone BOOLEAN NOT NULL
);

-- Numbered copies of the list on paper. Codes only.
CREATE TABLE list_copies (
    unit TEXT NOT NULL,
    district TEXT NOT NULL,
    -- The day it is for, such as 2026-11-22.
    day TEXT NOT NULL,
    n INTEGER NOT NULL CHECK (n >= 1),
    made_by TEXT NOT NULL REFERENCES staff_members (reference),
    made_at BIGINT NOT NULL,
    destroy_at BIGINT NOT NULL,
    PRIMARY KEY (unit, district, day, n),
    CHECK (destroy_at > made_at)
);
