-- Letters and sheets that were looked through and printed: exactly what was printed, sealed with the key of her side.
CREATE TABLE partner_contact_letters (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    partner_contact BLOB NOT NULL REFERENCES partner_contacts (id),
    text TEXT NOT NULL,
    text_version TEXT NOT NULL,
    wording TEXT NOT NULL CHECK (wording IN ('sv', 'en', 'sv_easy')),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    sealed BLOB NOT NULL,
    staff TEXT NOT NULL REFERENCES staff_members (reference),
    role TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX partner_contact_letters_of ON partner_contact_letters (partner_contact, at);
