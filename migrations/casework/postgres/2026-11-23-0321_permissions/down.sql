DROP TABLE permission_fields;
DROP TABLE permission_facts;
DROP TABLE permissions;
