ALTER TABLE duty_items DROP COLUMN belongs_to;
