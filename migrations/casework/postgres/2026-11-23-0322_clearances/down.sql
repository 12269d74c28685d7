DROP TABLE clearance_fields;
DROP TABLE clearances;
