ALTER TABLE queue_messages DROP COLUMN owner;
