-- The unit that the desk says it belongs to, when it was declined for that. The sender sends it there; nothing goes on from here.
ALTER TABLE duty_items ADD COLUMN belongs_to TEXT CHECK (belongs_to IS NULL OR state = 'declined');
