-- How often an extract was handed to a second person: who judges says which of them was read.
ALTER TABLE subject_extracts ADD COLUMN submissions INTEGER NOT NULL DEFAULT 0 CHECK (submissions >= 0);
