-- Cosignatures of witnesses that belong to no agency. Nothing waits for one; the largest size of a witness is what it last had.
CREATE TABLE outside_cosignatures (
    size BIGINT NOT NULL REFERENCES checkpoints (size),
    -- Verifier key of the witness: its name alone could be given to another key.
    witness TEXT NOT NULL CHECK (witness <> ''),
    -- A signature line of the signed note, without its line feed.
    line TEXT NOT NULL,
    cosigned_at BIGINT NOT NULL,
    PRIMARY KEY (size, witness)
);
CREATE INDEX outside_cosignatures_witness ON outside_cosignatures (witness, size);
