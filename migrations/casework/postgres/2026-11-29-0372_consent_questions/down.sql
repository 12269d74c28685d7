ALTER TABLE consents DROP COLUMN child_asked;
ALTER TABLE consents DROP COLUMN asked_unit;
ALTER TABLE consents DROP COLUMN asked_purpose;
ALTER TABLE consents DROP COLUMN asked_board;
