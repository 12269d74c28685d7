DROP TABLE outside_cosignatures;
