DROP TABLE cosignatures_due;
