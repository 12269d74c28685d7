DROP TABLE partner_contact_views;
DROP TABLE partner_contact_tasks_done;
DROP TABLE partner_contact_tasks;
DROP TABLE partner_contact_attempts;
DROP TABLE partner_contact_exclusions;
DROP TABLE partner_contact_answers;
DROP TABLE partner_contacts;
