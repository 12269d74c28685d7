DROP TABLE code_tries;
DROP INDEX consents_card;
ALTER TABLE consents DROP COLUMN card_code_hash;
