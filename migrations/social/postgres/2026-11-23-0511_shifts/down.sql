DROP TABLE assignments;
DROP TABLE desk_settings;
DROP TABLE shifts;
