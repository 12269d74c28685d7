-- When the readable entries of a handover and its kept proofs were destroyed, at their date. Commitments stay.
ALTER TABLE disclosures ADD COLUMN erased_at BIGINT;
