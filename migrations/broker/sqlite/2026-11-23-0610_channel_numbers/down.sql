DROP INDEX disclosures_sequences;
ALTER TABLE disclosures DROP COLUMN sequence;
ALTER TABLE disclosures DROP COLUMN to_unit;
ALTER TABLE disclosures DROP COLUMN from_unit;
