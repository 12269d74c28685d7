ALTER TABLE tombstones DROP COLUMN channel;
ALTER TABLE tombstones DROP COLUMN heard_by;
