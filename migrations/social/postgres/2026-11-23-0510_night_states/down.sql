UPDATE duty_items SET state = 'acknowledged' WHERE state IN ('done_tonight', 'handed_to_district', 'district_acknowledged');
ALTER TABLE duty_items DROP CONSTRAINT duty_items_district_named;
ALTER TABLE duty_items DROP CONSTRAINT duty_items_gone_state;
ALTER TABLE duty_items DROP CONSTRAINT duty_items_night_owner;
ALTER TABLE duty_items DROP COLUMN district;
ALTER TABLE duty_items DROP COLUMN gone;
ALTER TABLE duty_items DROP CONSTRAINT duty_items_state_check;
ALTER TABLE duty_items ADD CONSTRAINT duty_items_state_check CHECK (state IN ('announced', 'received', 'acknowledged', 'contact_made', 'contact_tried', 'contact_declined',
        'closed_here', 'declined', 'rejected', 'gone', 'noted'));
