-- Which question an answer is to: to whom and what for, also when it was a no. An answer ends only what the same question
-- opened. And which unit asked, for units that share a case. Older rows do not know.
ALTER TABLE consents ADD COLUMN asked_board TEXT;
ALTER TABLE consents ADD COLUMN asked_purpose TEXT CHECK ((asked_purpose IS NULL) = (asked_board IS NULL));
ALTER TABLE consents ADD COLUMN asked_unit TEXT;
-- Whether the child was asked as well, when a custodian said yes for it (OSL 12:3, FB 6:11).
ALTER TABLE consents ADD COLUMN child_asked TEXT
    CHECK (child_asked IS NULL OR (outcome = 'given' AND child_asked IN ('agrees', 'too_young')));
