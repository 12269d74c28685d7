DROP TABLE concern_steps;
DROP TABLE promised_calls;
DROP TABLE contact_attempts;
