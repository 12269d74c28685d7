DROP TABLE services;
DROP TABLE service_lists;
