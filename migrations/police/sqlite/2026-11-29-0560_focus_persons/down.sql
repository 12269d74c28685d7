DROP TABLE focus_views;
DROP TABLE focus_passings;
DROP TABLE focus_items;
DROP TABLE focus_persons;
