-- The broker numbers what it releases for each pair of sending and receiving unit. Both ends note the numbers they are
-- told: the sender from the broker's signed answers, the recipient from notices and proved entries of the log.
-- The table channel_sequences, in which senders numbered for themselves, is left to earlier programs.
CREATE TABLE channel_numbers (
    way TEXT NOT NULL CHECK (way IN ('sent', 'received')),
    from_unit TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    handover BLOB NOT NULL CHECK (length(handover) = 16),
    told_at BIGINT NOT NULL,
    PRIMARY KEY (way, from_unit, to_unit, number)
);
-- A handover has one number.
CREATE UNIQUE INDEX channel_numbers_once ON channel_numbers (way, handover);
-- A number that never came, came twice, or is not the one the other end saw.
CREATE TABLE channel_gaps (
    way TEXT NOT NULL CHECK (way IN ('sent', 'received')),
    from_unit TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    what TEXT NOT NULL CHECK (what IN ('missing', 'doubled', 'contradicted')),
    state TEXT NOT NULL CHECK (state IN ('noticed', 'open', 'closed')),
    noticed_at BIGINT NOT NULL,
    opened_at BIGINT,
    closed_at BIGINT,
    PRIMARY KEY (way, from_unit, to_unit, number, what),
    CHECK (state <> 'open' OR opened_at IS NOT NULL),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX channel_gaps_by_state ON channel_gaps (state, noticed_at);
