DROP TABLE code_withdrawals;
DROP INDEX consent_grants_card;
ALTER TABLE consent_grants DROP COLUMN card_code_hash;
