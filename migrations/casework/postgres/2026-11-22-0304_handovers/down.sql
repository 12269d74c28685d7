DROP TABLE channel_sequences;
DROP TABLE sealed_fields;
DROP TABLE offers;
DROP TABLE handover_steps;
DROP TABLE handovers;
