DROP TABLE list_copies;
DROP TABLE district_confirmations;
