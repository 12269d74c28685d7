-- What was released is numbered for each pair of sending and receiving unit, from 1 without holes: both ends see a gap.
-- What was released before has no number.
ALTER TABLE disclosures ADD COLUMN from_unit TEXT;
ALTER TABLE disclosures ADD COLUMN to_unit TEXT;
ALTER TABLE disclosures ADD COLUMN sequence INTEGER CHECK (sequence > 0);
CREATE UNIQUE INDEX disclosures_sequences ON disclosures (from_unit, to_unit, sequence) WHERE sequence IS NOT NULL;
