DROP TABLE partner_contact_letters;
