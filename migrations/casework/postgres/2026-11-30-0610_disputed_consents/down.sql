DROP TABLE disputed_consents;
