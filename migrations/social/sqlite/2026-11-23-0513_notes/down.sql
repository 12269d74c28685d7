DROP TABLE rail_places;
DROP TABLE notes;
