DROP TABLE treatment_views;
DROP TABLE treatment_consent_proofs;
DROP TABLE treatment_decisions;
DROP TABLE treatment_events;
DROP TABLE treatment_partners;
DROP TABLE treatment_consents;
DROP TABLE treatments;
