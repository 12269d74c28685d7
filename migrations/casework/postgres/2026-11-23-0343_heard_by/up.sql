-- Who heard a withdrawal, and how it was said. Older rows do not know.
ALTER TABLE tombstones ADD COLUMN heard_by TEXT;
ALTER TABLE tombstones ADD COLUMN channel TEXT;
