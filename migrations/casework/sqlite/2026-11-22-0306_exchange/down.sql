DROP TABLE witness_state;
DROP TABLE broker_cursor;
DROP TABLE known_registrations;
