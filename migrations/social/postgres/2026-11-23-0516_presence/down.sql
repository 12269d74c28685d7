DROP TABLE list_views;
DROP TABLE silent_spells;
DROP TABLE desk_presence;
