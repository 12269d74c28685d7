ALTER TABLE subjects DROP COLUMN protection;
