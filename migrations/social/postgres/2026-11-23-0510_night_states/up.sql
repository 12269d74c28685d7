-- The last steps of the night, why something is gone, and the district that takes over in the morning.
ALTER TABLE duty_items DROP CONSTRAINT duty_items_state_check;
ALTER TABLE duty_items ADD CONSTRAINT duty_items_state_check CHECK (state IN ('announced', 'received', 'acknowledged', 'contact_made', 'contact_tried', 'contact_declined',
        'closed_here', 'declined', 'rejected', 'gone', 'noted',
        'done_tonight', 'handed_to_district', 'district_acknowledged'));
-- Why it could not be had any more, as the broker told it.
ALTER TABLE duty_items ADD COLUMN gone TEXT CHECK (gone IN ('withdrawn', 'recalled', 'expired'));
-- The part of the town it is handed to in the morning.
ALTER TABLE duty_items ADD COLUMN district TEXT;
ALTER TABLE duty_items ADD CONSTRAINT duty_items_night_owner
    CHECK (owner IS NOT NULL OR state NOT IN ('done_tonight', 'handed_to_district', 'district_acknowledged'));
ALTER TABLE duty_items ADD CONSTRAINT duty_items_gone_state CHECK (gone IS NULL OR state = 'gone');
ALTER TABLE duty_items ADD CONSTRAINT duty_items_district_named
    CHECK (district IS NOT NULL OR state NOT IN ('handed_to_district', 'district_acknowledged'));
