ALTER TABLE disclosures DROP COLUMN erased_at;
