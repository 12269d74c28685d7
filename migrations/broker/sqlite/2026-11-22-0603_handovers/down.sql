DROP TABLE notices;
DROP TABLE receipts;
DROP TABLE disclosure_consents;
DROP TABLE sealed_offers;
DROP TABLE disclosures;
DROP TABLE consent_grants;
