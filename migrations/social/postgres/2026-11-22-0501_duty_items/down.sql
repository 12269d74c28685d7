DROP TABLE duty_items;
