ALTER TABLE subject_extracts DROP COLUMN submissions;
