-- Twenty codes of a month that one officer may say before anything is recorded. `number` names the block, `used` how many
-- of its codes are taken. Nobody has two blocks with codes left.
CREATE TABLE code_blocks (
    year_month TEXT NOT NULL CHECK (length(year_month) = 4),
    number BIGINT NOT NULL CHECK (number BETWEEN 0 AND 13991),
    holder TEXT NOT NULL REFERENCES staff_members (reference),
    used BIGINT NOT NULL CHECK (used BETWEEN 0 AND 20),
    reserved_at BIGINT NOT NULL,
    PRIMARY KEY (year_month, number)
);
CREATE UNIQUE INDEX code_blocks_open ON code_blocks (holder, year_month) WHERE used < 20;
