DROP TABLE emergency_disclosures;
